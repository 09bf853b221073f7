/** The OpenAPI 3.1 description of the API, derived from the tables of the contract: one for the pages, one for programs. */
import type { TSchema } from 'typebox';
import { apiKeyPattern } from '@bahu/contract/api-keys.ts';
import { errorStatus, type ErrorCode } from '@bahu/contract/errors.ts';
import type { Route, Routes } from '@bahu/contract/route.ts';
import { isForPrograms } from './key-access.ts';
import { byteRoutes } from './openapi-bytes.ts';
import { exampleOf } from './openapi-example.ts';

type Json = Record<string, unknown>;

/** What differs between the two descriptions. */
interface Surface {
  prefix: '/api' | '/v1';
  /** How a principal names itself: a name among `schemes`. */
  scheme: 'session' | 'key';
  errorType: string;
  errorSchema: Json;
  /** Refusals that any route may answer. */
  usual: readonly ErrorCode[];
  isIn(route: Route): boolean;
}

const usual: readonly ErrorCode[] = [
  'input.invalid',
  'session.required',
  'forbidden',
  'not-found',
  'too-many-requests',
];
const schemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'bahu_session' },
  key: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: apiKeyPattern,
    description:
      'An API key, made at /api-keys. It acts as the user who made it, narrowed to the permissions that it was given.',
  },
};
const fields: Json = {
  type: 'array',
  description: 'What is wrong where in the request',
  items: {
    type: 'object',
    properties: { path: { type: 'string' }, rule: { type: 'string' }, limit: { type: ['string', 'number'] } },
  },
};
const params: Json = {
  type: 'object',
  description: 'Figures of the refusal',
  additionalProperties: { type: ['string', 'number'] },
};
const code: Json = { enum: Object.keys(errorStatus) };
const surfaces: Record<'pages' | 'programs', Surface> = {
  pages: {
    prefix: '/api',
    scheme: 'session',
    errorType: 'application/json',
    usual,
    isIn: () => true,
    errorSchema: {
      type: 'object',
      required: ['code', 'id'],
      properties: { code, id: { type: 'string', description: 'Stands in the log of the server' }, params, fields },
    },
  },
  programs: {
    prefix: '/v1',
    scheme: 'key',
    errorType: 'application/problem+json',
    usual: usual.map((name) => (name === 'session.required' ? 'api-key.invalid' : name)),
    isIn: isForPrograms,
    errorSchema: {
      type: 'object',
      description: 'RFC 9457',
      required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
      properties: {
        type: { type: 'string', format: 'uri', description: 'urn:bahu:error: and the code' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string' },
        instance: { type: 'string', description: 'Id of the request, which stands in the log of the server' },
        code,
        params,
        fields,
      },
    },
  },
};
const rateHeaders: Json = {
  'RateLimit-Limit': { description: 'Requests a minute', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'Left in this minute', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until the count begins anew', schema: { type: 'integer' } },
};
const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same request with the same key is done once; later ones get its answer for 24 hours, with Idempotency-Replayed: true.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
};

/** The document for all tables by slice name, for the reader of `/api` (pages) or `/v1` (programs). */
export function describeApi(
  tables: Readonly<Record<string, Routes>>,
  version: string,
  of: 'pages' | 'programs' = 'pages',
): Json {
  const surface = surfaces[of];
  const paths: Record<string, Json> = {};
  const add = (path: string, method: string, operation: Json): void => {
    const address = surface.prefix + path.replace(/:(\w+)/g, '{$1}');
    paths[address] = { ...paths[address], [method.toLowerCase()]: operation };
  };
  for (const [slice, table] of Object.entries(tables)) {
    for (const [name, route] of Object.entries(table))
      if (surface.isIn(route)) add(route.path, route.method, describeRoute(surface, slice, name, route));
  }
  for (const { path, method, permission, ...operation } of byteRoutes) {
    add(path, method, {
      ...operation,
      ...rights(surface, permission),
      responses: { ...operation.responses, ...refusals(surface, surface.usual) },
    });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bahu',
      version,
      summary: 'Customers, calls, people and rights of a call centre',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    tags: [
      ...Object.entries(tables)
        .filter(([, table]) => Object.values(table).some(surface.isIn))
        .map(([name]) => ({ name })),
      { name: 'bytes' },
    ],
    components: {
      securitySchemes: { [surface.scheme]: schemes[surface.scheme] },
      schemas: { Error: surface.errorSchema },
    },
  };
}

function describeRoute(surface: Surface, slice: string, name: string, route: Route): Json {
  const isChange = route.method !== 'GET';
  return {
    operationId: `${slice}.${name}`,
    tags: [slice],
    summary: route.summary,
    ...rights(surface, route.permission),
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(isChange ? [idempotencyKey] : []),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: route.body, example: exampleOf(route.body) } },
      },
    }),
    responses: {
      200: {
        description: 'Done',
        headers: rateHeaders,
        content: { 'application/json': { schema: route.reply, example: exampleOf(route.reply) } },
      },
      ...refusals(surface, [
        ...surface.usual,
        ...(isChange ? (['idempotency.mismatch', 'idempotency.in-progress'] as const) : []),
        ...(route.errors ?? []),
      ]),
    },
  };
}

function rights({ scheme }: Surface, permission: Route['permission']): Json {
  const isNamed = permission !== 'public' && permission !== 'session';
  return {
    security: permission === 'public' ? [] : [{ [scheme]: [] }],
    ...(isNamed && { 'x-permission': permission }),
  };
}

function parameters(schema: TSchema | undefined, place: 'path' | 'query'): Json[] {
  const { properties, required } = (schema ?? {}) as { properties?: Record<string, TSchema>; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, part]) => ({
    name,
    in: place,
    required: required?.includes(name) ?? false,
    schema: part,
  }));
}

function refusals({ errorType }: Surface, codes: readonly ErrorCode[]): Json {
  const known = [...new Set(codes)];
  const statuses = [...new Set(known.map((name) => errorStatus[name]))];
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: known.filter((name) => errorStatus[name] === status).join(', '),
        ...(status === 429 && {
          headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
        }),
        content: { [errorType]: { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}
