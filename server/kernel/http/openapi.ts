/** The OpenAPI 3.1 description of the API, derived from the tables of the contract. */
import type { TSchema } from 'typebox';
import { errorStatus, type ErrorCode } from '@bahu/contract/errors.ts';
import type { Route, Routes } from '@bahu/contract/route.ts';

type Json = Record<string, unknown>;

/** Refusals that any route may answer. */
const usual: readonly ErrorCode[] = ['input.invalid', 'session.required', 'forbidden', 'not-found', 'too-many-requests'];

/** The document for all tables by slice name. */
export function describeApi(tables: Readonly<Record<string, Routes>>, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [slice, table] of Object.entries(tables)) {
    for (const [name, route] of Object.entries(table)) {
      const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(slice, name, route) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bahu', version },
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'bahu_session' } }, schemas: { Error: errorSchema } },
  };
}

function describeRoute(slice: string, name: string, route: Route): Json {
  const isPublic = route.permission === 'public';
  return {
    operationId: `${slice}.${name}`, tags: [slice], summary: route.summary, security: isPublic ? [] : [{ session: [] }],
    ...(!isPublic && route.permission !== 'session' && { 'x-permission': route.permission }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: { 200: { description: 'Done', content: { 'application/json': { schema: route.reply } } }, ...refusals([...usual, ...(route.errors ?? [])]) },
  };
}

function parameters(schema: TSchema | undefined, place: 'path' | 'query'): Json[] {
  const { properties, required } = (schema ?? {}) as { properties?: Record<string, TSchema>; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, part]) => ({ name, in: place, required: required?.includes(name) ?? false, schema: part }));
}

function refusals(codes: readonly ErrorCode[]): Json {
  const statuses = [...new Set(codes.map((code) => errorStatus[code]))];
  return Object.fromEntries(statuses.map((status) => [status, {
    description: codes.filter((code) => errorStatus[code] === status).join(', '),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }]));
}

const errorSchema: Json = {
  type: 'object',
  required: ['code', 'id'],
  properties: {
    code: { enum: Object.keys(errorStatus) },
    id: { type: 'string', description: 'Stands in the log of the server' },
    params: { type: 'object', description: 'Fills the text of the code' },
    fields: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, rule: { type: 'string' }, limit: {} } } },
  },
};
