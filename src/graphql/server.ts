/**
 * The GraphQL endpoint as a function from Request to Response. The list of plugins is the life of a request: it gets an
 * id, its person and context; the document is parsed and validated within limits; errors get their code, warnings are
 * added, and the id goes back as `X-Request-Id`.
 */
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { v7 as uuidv7 } from 'uuid';
import { UnauthenticatedError } from '../records/errors.ts';
import type { Confirmation, Person, RequestScope } from '../records/guard.ts';
import { createSingleChanges } from './confirm-person.ts';
import type { OperationContext } from './context.ts';
import { type OnInternalError, toClientError } from './errors.ts';
import { parseLimited, validateLimited } from './limited-document.ts';
import { validationRules } from './validation-rules.ts';

export interface IncomingOperation {
  readonly request: Request;
  /** UUIDv7, new for every HTTP request. */
  readonly requestId: string;
  readonly clientRequestId?: string;
  /** Whom the HTTP edge found to make the request. */
  readonly person?: Person;
  /** With it, the person is one that is remembered. */
  readonly confirmation?: Confirmation;
}

/** What the HTTP edge has found out. */
export interface KnownRequest extends RequestScope {
  /** With a confirmation: asks the database who it is. @throws UnauthenticatedError, LimitExceededError */
  identify?(): Promise<Person>;
}

export interface GraphQLHandlerOptions {
  readonly schema: GraphQLSchema;
  /** Finds the person and makes the operation's context. An operation without a person is refused. */
  readonly buildContext: (incoming: IncomingOperation) => OperationContext | Promise<OperationContext>;
  readonly onInternalError: OnInternalError;
  readonly endpoint?: string;
}

/** `known` is what the HTTP edge has found out already; ids are made here without it. */
export type GraphQLHandler = (request: Request, known?: KnownRequest) => Promise<Response>;

interface Life {
  incoming: IncomingOperation;
  readonly identify?: () => Promise<Person>;
  query?: string;
  context?: OperationContext;
}

const longestClientRequestId = 200;

export function createGraphQLHandler(options: GraphQLHandlerOptions): GraphQLHandler {
  const { schema, onInternalError, endpoint = '/graphql' } = options;
  const lives = new WeakMap<Request, Life>();
  const yoga = createYoga({
    schema,
    graphqlEndpoint: endpoint,
    landingPage: false,
    healthCheckEndpoint: `${endpoint}/health`,
    graphiql: false,
    logging: false,
    maskedErrors: false,
    multipart: false,
    cors: false,
    maxRequestBodySize: false, // the HTTP edge has limited it, without a copy of the request
    context: async ({ request }: { request: Request }) => requireLife(lives, request).context,
    plugins: [
      requireJson(),
      resolvePerson(options, lives),
      limitedDocuments(),
      warningsInExtensions(),
      errorVocabulary(lives, onInternalError),
    ],
  });

  return async (request, known) => {
    const incoming: IncomingOperation = known
      ? { request, ...known }
      : {
          request,
          requestId: uuidv7(),
          clientRequestId: request.headers.get('x-request-id')?.slice(0, longestClientRequestId) || undefined,
        };
    lives.set(request, { incoming, identify: known?.identify });
    const response = await withHonestStatus(await yoga.fetch(request));
    response.headers.set('X-Request-Id', incoming.requestId);
    return response;
  };
}

/** The server answers 500 for some requests that are wrong (a batch of operations); those are not our failure. */
async function withHonestStatus(response: Response): Promise<Response> {
  if (response.status !== 500) return response;
  const text = await response.text();
  const isOurs = !/"code":"/.test(text) || /"code":"INTERNAL"/.test(text);
  return new Response(text, { status: isOurs ? 500 : 400, headers: response.headers });
}

/** Forms are refused: another site's page could post one with a person's cookie. */
function requireJson(): Plugin {
  return {
    onRequestParse({ request, endResponse, fetchAPI }) {
      if (
        request.method !== 'POST' ||
        /^application\/(graphql|[\w.+-]*json)/.test(request.headers.get('content-type') ?? '')
      )
        return;
      const message = 'Send the query as JSON: Content-Type: application/json, body {"query": "…", "variables": {…}}.';
      const body = { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] };
      endResponse(fetchAPI.Response.json(body, { status: 415 }));
    },
  };
}

function resolvePerson(
  { buildContext, onInternalError }: GraphQLHandlerOptions,
  lives: WeakMap<Request, Life>,
): Plugin<{ request: Request }> {
  const singleChanges = createSingleChanges();

  async function identify(life: Life): Promise<void> {
    life.incoming = { ...life.incoming, person: await life.identify?.(), confirmation: undefined };
  }

  return {
    async onParams({ request, params, setResult }) {
      const life = requireLife(lives, request);
      const { requestId } = life.incoming;
      life.query = params.query;
      try {
        if (life.incoming.confirmation && !singleChanges.has(params.query)) await identify(life);
        life.context = await buildContext(life.incoming);
        if (life.context.person) return;
        throw new UnauthenticatedError('Sign in first: this needs a session or an API token.');
      } catch (error) {
        setResult({ errors: [toClientError(error, requestId, onInternalError) as never] });
      }
    },
    onExecute({ args: { schema, document, contextValue }, executeFn, setExecuteFn }) {
      const life = requireLife(lives, contextValue.request);
      singleChanges.note(life.query, schema, document);
      const { confirmation } = life.incoming;
      if (!confirmation) return;
      setExecuteFn(async (args) => {
        const result = await executeFn(args);
        if (confirmation.isConfirmed) return result;
        await identify(life);
        Object.assign(contextValue, await buildContext(life.incoming));
        return executeFn(args);
      });
    },
  };
}

function limitedDocuments(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseLimited);
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document) => validateLimited(schema, document, validationRules));
    },
  };
}

function warningsInExtensions(): Plugin<OperationContext> {
  return {
    onExecute({ args }) {
      return {
        onExecuteDone({ result, setResult }) {
          const { warnings } = args.contextValue as unknown as OperationContext;
          if (warnings.length === 0 || !isSingle(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, warnings } });
        },
      };
    },
  };
}

function errorVocabulary(lives: WeakMap<Request, Life>, onInternalError: OnInternalError): Plugin {
  return {
    onResultProcess({ request, result, setResult }) {
      const { requestId } = requireLife(lives, request).incoming;
      const mapped = (one: ExecutionResult): ExecutionResult =>
        one.errors ? { ...one, errors: one.errors.map((error) => mapOnce(error, requestId, onInternalError)) } : one;
      if (Array.isArray(result)) setResult(result.map(mapped) as never);
      else if (isSingle(result)) setResult(mapped(result) as never);
    },
  };
}

/** An error that already carries the request id was mapped before. */
function mapOnce(error: unknown, requestId: string, onInternalError: OnInternalError): never {
  const { extensions } = error as { extensions?: { requestId?: string } };
  return (extensions?.requestId ? error : toClientError(error, requestId, onInternalError)) as never;
}

function isSingle(result: unknown): result is ExecutionResult {
  return typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result);
}

function requireLife(lives: WeakMap<Request, Life>, request: Request): Life {
  const life = lives.get(request);
  if (!life) throw new Error('A request that did not come through the handler');
  return life;
}
