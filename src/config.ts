// The only reader of the environment.

import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { countProcessors } from './processors.ts';
import type { SandboxLimits } from './sandbox/limits.ts';
import { kilobyte, megabyte, type Setting, settings } from './settings.ts';

/** The environment asks for something that can't be; the message names the variable, the value and what is allowed. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Origin, without a trailing slash. */
  readonly baseUrl: string;
  /** Server processes to start. */
  readonly nodes: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly databaseConnections: number;
  readonly retentionDays: number;
  /** Whether the environment says so; else what was chosen in the web app is in force, when something was. */
  readonly retentionIsFixed: boolean;
  /** Set when a shorter retention is meant. */
  readonly confirmedRetentionDays?: number;
  readonly adminToken?: string;
  readonly secret?: string;
  readonly loadSample: boolean;
  readonly trustedProxies: number;
  readonly openIdConnect?: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  readonly requestsPerMinute: number;
  /** Whether an OpenTelemetry exporter is configured; its SDK reads the rest of the OTEL_ variables itself. */
  readonly tracing: boolean;
  readonly python: string;
  readonly sandboxLimits: SandboxLimits;
  readonly sandboxProcesses: number;
  readonly logLevel: string;
  /** Of Interlock, as in its package. */
  readonly version: string;
  /** Folder of the built web app. */
  readonly webDir: string;
}

/** @throws ConfigError about the first setting that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const host = read(environment, 'HOST')!;
  const port = read(environment, 'PORT')!;
  return {
    host,
    port,
    baseUrl: read(environment, 'BASE_URL') ?? `http://${reachableHost(host)}:${port}`,
    nodes: read(environment, 'NODES') ?? nodesForThisMachine(),
    dataDir: resolve(read(environment, 'DATA_DIR')!),
    databaseUrl: read(environment, 'DATABASE_URL'),
    databaseConnections: read(environment, 'DATABASE_CONNECTIONS')!,
    retentionDays: read(environment, 'RETENTION_DAYS')!,
    retentionIsFixed: Boolean(environment.RETENTION_DAYS?.trim()),
    confirmedRetentionDays: read(environment, 'CONFIRM_RETENTION_DAYS'),
    adminToken: read(environment, 'INTERLOCK_ADMIN_TOKEN'),
    secret: read(environment, 'INTERLOCK_SECRET'),
    loadSample: read(environment, 'INTERLOCK_SAMPLE')!,
    openIdConnect: readOpenIdConnect(environment),
    trustedProxies: read(environment, 'TRUST_PROXY')!,
    requestsPerMinute: read(environment, 'REQUESTS_PER_MINUTE')!,
    tracing: readTracing(environment),
    python: read(environment, 'PYTHON')!,
    sandboxLimits: {
      cpuMs: read(environment, 'SANDBOX_CPU_MS')!,
      wallMs: read(environment, 'SANDBOX_WALL_MS')!,
      memoryMb: read(environment, 'SANDBOX_MEMORY_MB')!,
      outputBytes: read(environment, 'SANDBOX_OUTPUT_KB')! * kilobyte,
      contextBytes: read(environment, 'SANDBOX_CONTEXT_MB')! * megabyte,
      queueLength: read(environment, 'SANDBOX_QUEUE')!,
    },
    sandboxProcesses: read(environment, 'SANDBOX_PROCESSES')!,
    logLevel: read(environment, 'LOG_LEVEL')!,
    version: readVersion(),
    webDir: join(packageRoot(), 'dist', 'web'),
  };
}

/** More than four are for machines whose owner has measured; each takes some 200 MB. */
function nodesForThisMachine(): number {
  const gigabytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 30;
  return Math.max(1, Math.min(4, countProcessors(), Math.floor(gigabytes)));
}

function readTracing(environment: NodeJS.ProcessEnv): boolean {
  const endpoint =
    read(environment, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? read(environment, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  const exporter = read(environment, 'OTEL_TRACES_EXPORTER') ?? (endpoint ? 'otlp' : 'none');
  if (read(environment, 'OTEL_SDK_DISABLED') === 'true' || exporter === 'none') return false;
  return read(environment, 'OTEL_EXPORTER_OTLP_PROTOCOL') !== undefined;
}

function readOpenIdConnect(environment: NodeJS.ProcessEnv): Config['openIdConnect'] {
  const issuer = read(environment, 'OIDC_ISSUER');
  const clientId = read(environment, 'OIDC_CLIENT_ID');
  const clientSecret = read(environment, 'OIDC_CLIENT_SECRET');
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret };
  if (!issuer && !clientId && !clientSecret) return undefined;
  throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together or not at all.');
}

type Settings = typeof settings;
type ValueOf<Name extends keyof Settings> = z.output<Settings[Name]['schema']>;

/** An empty variable is as good as none. */
function read<Name extends keyof Settings>(environment: NodeJS.ProcessEnv, name: Name): ValueOf<Name> | undefined {
  const setting: Setting<unknown> = settings[name];
  const value = environment[name]?.trim() || setting.default;
  if (value === undefined) return undefined;
  const parsed = setting.schema.safeParse(value);
  if (parsed.success) return parsed.data as ValueOf<Name>;
  const shown = setting.secret ? `has ${value.length} characters` : `is "${value}"`;
  throw new ConfigError(`${name} ${shown}; it must be ${setting.allowed}.`);
}

/** The host to put into a link for one that means "every network". */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** From src/ and from dist/server/ alike. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
