/** Mounts a table of the contract: each route gets its permission check, validation, handler and reply schema. A missing handler does not compile. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Input, Method, Reply, Route, Routes } from '@bahu/contract/route.ts';
import type { Principal } from '../auth/principal.ts';
import type { OperatorPrincipal } from '../auth/operators.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Access } from './access.ts';
import { checker, refuseUnknown } from './validation.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer holds a secret and is not kept for a repeated request. */
    isSecretReply?: boolean;
  }
}

/** What a handler knows about the request beside its input. */
export interface PublicCtx {
  address: string;
  device: string;
  log: Log;
  /** For cookies; the body is what the handler returns. */
  reply: FastifyReply;
}
export interface Ctx extends PublicCtx {
  principal: Principal;
  /** One transaction under the principal's tenant. */
  tenant<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface OperatorCtx extends PublicCtx {
  operator: OperatorPrincipal;
}

type CtxOf<R extends Route> = R['permission'] extends 'public'
  ? PublicCtx
  : R['permission'] extends 'operator'
    ? OperatorCtx
    : Ctx;
export type Handlers<T extends Routes> = {
  [K in keyof T]: (ctx: CtxOf<T[K]>, input: Input<T[K]>) => Promise<Reply<T[K]>>;
};

const noBody: ReadonlySet<Method> = new Set(['GET', 'DELETE']);

/** Adds the routes of a table that the gate offers to the application. `access` opens the tenant's transactions and knows who calls. */
export function mount<const T extends Routes>(
  app: FastifyInstance,
  access: Access,
  table: T,
  handlers: NoInfer<Handlers<T>>,
): void {
  for (const [name, route] of Object.entries(table)) {
    if (access.offers?.(route) === false) continue;
    addRoute(app, access, name, route, handlers[name] as (ctx: PublicCtx, input: unknown) => Promise<unknown>);
  }
}

function addRoute(
  app: FastifyInstance,
  access: Access,
  name: string,
  route: Route,
  handler: (ctx: PublicCtx, input: unknown) => Promise<unknown>,
): void {
  const { method, path, params, query, body, reply: schema } = route;
  if (body && noBody.has(method)) throw new TypeError(`${method} ${path} cannot take a body`);
  const check = {
    params: params ? checker(params, 'params') : null,
    query: query ? checker(query, 'query') : refuseUnknown,
    body: body ? checker(body, 'body') : refuseUnknown,
  };
  app.route({
    method,
    url: path,
    schema: { operationId: name, response: { 200: schema } },
    config: { isSecretReply: route.secretReply !== undefined },
    onRequest: (request) => access.admit(request, route),
    handler: async (request, reply) => {
      const input = {
        ...(check.params && { params: asFound(() => check.params!(request.params)) }),
        query: check.query(request.query),
        body: check.body(request.body),
      };
      return handler(access.context(request, reply), input);
    },
  });
}

/** An id in the path that is none can belong to nothing. */
function asFound<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal('not-found') : error;
  }
}
