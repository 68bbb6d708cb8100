import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { settings } from './settings.ts';

describe('the settings', () => {
  test('have defaults', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4400,
      baseUrl: 'http://127.0.0.1:4400',
      retentionDays: 30,
      loadSample: false,
      sandboxLimits: { cpuMs: 1000, wallMs: 2000, memoryMb: 64, outputBytes: 262_144, contextBytes: 8_388_608 },
    });
  });

  test('are read from the environment, where an empty variable is none', () => {
    const config = readConfig({ PORT: '5000', HOST: '0.0.0.0', DATABASE_URL: '', SANDBOX_OUTPUT_KB: '1' });
    expect(config).toMatchObject({ port: 5000, baseUrl: 'http://localhost:5000', databaseUrl: undefined });
    expect(config.sandboxLimits.outputBytes).toBe(1024);
    expect(readConfig({ BASE_URL: 'https://factory.example/' }).baseUrl).toBe('https://factory.example');
  });

  test.each([
    [{ PORT: 'http' }, 'PORT is "http"; it must be a whole number from 1 to 65535.'],
    [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS is "0"; it must be a whole number from 1 to 3650.'],
    [{ BASE_URL: 'factory.example/x' }, /^BASE_URL is "factory.example\/x"; it must be a web address such as https/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"; it must be one of fatal, error/],
    [{ INTERLOCK_SAMPLE: 'yes' }, 'INTERLOCK_SAMPLE is "yes"; it must be 1 or 0.'],
  ])('that are wrong are named with what is allowed: %o', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });

  test('send traces where one of the standard variables of OpenTelemetry asks for it', () => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318';
    const isTracing = (environment: NodeJS.ProcessEnv) => readConfig(environment).tracing;
    expect(isTracing({})).toBe(false);
    expect(isTracing({ OTEL_SERVICE_NAME: 'interlock' })).toBe(false);
    expect(isTracing({ OTEL_EXPORTER_OTLP_ENDPOINT })).toBe(true);
    expect(isTracing({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' })).toBe(true);
    expect(isTracing({ OTEL_TRACES_EXPORTER: 'otlp' })).toBe(true);
    expect(isTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'none' })).toBe(false);
    expect(isTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' })).toBe(false);
    expect(() => isTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(
      'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"; it must be http/protobuf.',
    );
  });

  test('that are secret are not shown in the error that refuses them', () => {
    expect(() => readConfig({ INTERLOCK_ADMIN_TOKEN: 'too-short' })).toThrow(
      'INTERLOCK_ADMIN_TOKEN has 9 characters; it must be at least 32 characters long, without spaces.',
    );
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@host/db' })).toThrow(
      /^DATABASE_URL has 26 characters;/,
    );
  });

  test('that the container image and the systemd unit set are settings there are', () => {
    const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
    const lines = [
      ...read('Dockerfile').matchAll(/^ENV (.*)$/gm),
      ...read('docs/interlock.service').matchAll(/^Environment=(.*)$/gm),
    ];
    const names = lines.flatMap(([, set]) => set!.split(' ').map((setting) => setting.split('=')[0]!));
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !(name in settings))).toEqual(['NODE_ENV']);
  });

  test('are all described', () => {
    for (const setting of Object.values(settings)) expect(setting.description).not.toBe('');
  });
});
