// The settings, each declared once, with what a person needs to know about it; config.ts reads them, and the settings reference is
// generated from them.

import { z } from 'zod';
import { defaultLimits } from './sandbox/limits.ts';

export interface Setting<Value> {
  readonly description: string;
  /** As one would write it in the environment; undefined when there is none, or it follows from other settings. */
  readonly default?: string;
  readonly unit?: string;
  /** What the value must be, as the end of "it must be …". */
  readonly allowed: string;
  /** Secrets are never shown, not even in the error that refuses them. */
  readonly secret?: boolean;
  readonly schema: z.ZodType<Value, string>;
}

export const kilobyte = 1024;
export const megabyte = 1024 * kilobyte;
const shortestToken = 32;

function wholeNumber(
  about: { description: string; default: number; unit?: string },
  [min, max]: [number, number],
): Setting<number> {
  return {
    ...about,
    default: String(about.default),
    allowed: `a whole number from ${min} to ${max}`,
    schema: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
  };
}

function text(about: Omit<Setting<string>, 'schema' | 'allowed'> & { allowed?: string }): Setting<string> {
  return { allowed: 'a text', ...about, schema: z.string() };
}

function secret(description: string): Setting<string> {
  return {
    description,
    secret: true,
    allowed: `at least ${shortestToken} characters long, without spaces`,
    schema: z.string().min(shortestToken).regex(/^\S+$/),
  };
}

const webAddress = z.string().regex(/^https?:\/\/\S+$/);

export const settings = {
  PORT: wholeNumber({ description: 'Port to listen on', default: 4400 }, [1, 65_535]),
  HOST: text({ description: 'Address to listen on; 0.0.0.0 for every network', default: '127.0.0.1' }),
  BASE_URL: {
    description:
      'Address at which people reach Interlock, as in links; https makes cookies secure. Default http://HOST:PORT',
    allowed: 'a web address such as https://interlock.example.com, without a path',
    schema: z.string().transform(parseOrigin),
  } satisfies Setting<string>,
  NODES: {
    description:
      'Nodes to start: server processes that share the port and the database. Default one a core and one a GB of memory, 4 at most',
    allowed: 'a whole number from 1 to 64',
    schema: wholeNumber({ description: '', default: 1 }, [1, 64]).schema,
  } satisfies Setting<number>,
  DATA_DIR: text({ description: "Folder of Interlock's own database", default: './data' }),
  DATABASE_URL: {
    description: 'A PostgreSQL 15 or newer to use instead of its own',
    allowed: 'an address such as postgres://user:password@host:5432/database',
    secret: true,
    schema: z.string().regex(/^postgres(ql)?:\/\/./),
  } satisfies Setting<string>,
  DATABASE_CONNECTIONS: wholeNumber(
    { description: 'Connections to the database, at most; nodes started together share them', default: 20 },
    [2, 1000],
  ),
  RETENTION_DAYS: wholeNumber(
    {
      description:
        'How long execution logs are kept. Set, it decides; left out, the Retention page of the web app does',
      default: 30,
      unit: 'days',
    },
    [1, 3650],
  ),
  CONFIRM_RETENTION_DAYS: {
    description: 'Repeats a RETENTION_DAYS that is shorter than before, as execution logs are then deleted at once',
    unit: 'days',
    allowed: 'a whole number',
    schema: z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  } satisfies Setting<number>,
  INTERLOCK_ADMIN_TOKEN: secret('Makes this an API token of an administrator, for automation'),
  INTERLOCK_SECRET: secret('Signs session cookies. Default: made once and kept in the database'),
  INTERLOCK_SAMPLE: {
    description: 'Loads the sample factory into an empty database',
    default: '0',
    allowed: '1 or 0',
    schema: z.enum(['0', '1']).transform((value) => value === '1'),
  } satisfies Setting<boolean>,
  TRUST_PROXY: wholeNumber(
    {
      description:
        'Proxies in front of Interlock whose X-Forwarded-For and X-Forwarded-Host are believed; 0 for none. One more than there are lets senders lie about their address',
      default: 0,
    },
    [0, 10],
  ),
  REQUESTS_PER_MINUTE: wholeNumber(
    { description: 'What one person, or one API token, may ask of one node in a minute', default: 60_000 },
    [10, 10_000_000],
  ),
  OIDC_ISSUER: {
    description:
      'OpenID Connect provider to sign in with; it calls back to BASE_URL/auth/callback/oidc and must vouch for emails',
    allowed: 'an address such as https://login.example.com',
    schema: webAddress,
  } satisfies Setting<string>,
  OIDC_CLIENT_ID: text({ description: 'Our name at that provider' }),
  OIDC_CLIENT_SECRET: { ...text({ description: 'Our secret at that provider' }), secret: true },
  PYTHON: text({ description: 'The Python that runs actions: 64-bit CPython 3.11 or newer', default: 'python3' }),
  SANDBOX_CPU_MS: wholeNumber(
    { description: 'Processor time of one action', default: defaultLimits.cpuMs, unit: 'ms' },
    [10, 60_000],
  ),
  SANDBOX_WALL_MS: wholeNumber(
    { description: 'Time of one action by the clock', default: defaultLimits.wallMs, unit: 'ms' },
    [10, 120_000],
  ),
  SANDBOX_MEMORY_MB: wholeNumber(
    { description: 'Memory of one action', default: defaultLimits.memoryMb, unit: 'MB' },
    [8, 4096],
  ),
  SANDBOX_OUTPUT_KB: wholeNumber(
    { description: 'What one action may print', default: defaultLimits.outputBytes / kilobyte, unit: 'KB' },
    [1, 65_536],
  ),
  SANDBOX_CONTEXT_MB: wholeNumber(
    { description: 'The context of one action', default: defaultLimits.contextBytes / megabyte, unit: 'MB' },
    [1, 256],
  ),
  SANDBOX_PROCESSES: wholeNumber(
    { description: 'Processes kept ready to run actions; nodes started together share them', default: 4 },
    [1, 256],
  ),
  SANDBOX_QUEUE: wholeNumber(
    { description: 'Actions that may wait for a process before more are refused', default: defaultLimits.queueLength },
    [1, 100_000],
  ),
  LOG_LEVEL: {
    description: 'How much the server logs',
    default: 'info',
    allowed: 'one of fatal, error, warn, info, debug, trace, silent',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  } satisfies Setting<string>,
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    description:
      'OpenTelemetry collector that gets traces of changes, at its path /v1/traces. OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS and the other standard OTEL_ variables of its exporter and batches are heeded as well',
    allowed: 'an address such as http://collector:4318',
    schema: webAddress,
  } satisfies Setting<string>,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    description: 'The same with its whole path, for traces alone',
    allowed: 'an address such as http://collector:4318/v1/traces',
    schema: webAddress,
  } satisfies Setting<string>,
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    description: 'How traces are sent',
    default: 'http/protobuf',
    allowed: 'http/protobuf',
    schema: z.literal('http/protobuf'),
  } satisfies Setting<string>,
  OTEL_TRACES_EXPORTER: {
    description: 'otlp sends traces, to http://localhost:4318 without an endpoint; none does not, with one neither',
    allowed: 'otlp or none',
    schema: z.enum(['otlp', 'none']),
  } satisfies Setting<string>,
  OTEL_SDK_DISABLED: {
    description: 'true sends no traces, whatever else is set',
    default: 'false',
    allowed: 'true or false',
    schema: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['true', 'false'])),
  } satisfies Setting<string>,
};

function parseOrigin(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
  if (isOrigin && !url.username) return url.origin;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
}
