/** Who may do a request: signed in, from our own origin, holding the permission that the route names. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Caller } from '../auth/caller.ts';
import { isOwnOrigin } from '../auth/origin.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Ctx, PublicCtx } from './mount.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `admit` for everybody who is signed in. */
    caller: Caller | null;
  }
}

export interface Access {
  /** Lets a request in or throws `session.required`, `session.origin` or `forbidden`; comes before the body is read. */
  admit(request: FastifyRequest, route: { permission: Permission | 'session' | 'public' }): Promise<void>;
  context(request: FastifyRequest, reply: FastifyReply): PublicCtx | Ctx;
}

export const sessionCookie = 'bahu_session';
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const longestDevice = 300;

/** The gate of the HTTP interface; `origins` are the further ones that the configuration allows. */
export function createAccess(db: Db, sessions: Sessions, origins: readonly string[]): Access {
  return {
    admit: async (request, route) => {
      if (!safeMethods.has(request.method) && !isOwnOrigin(request.headers, origins)) throw new Refusal('session.origin');
      const token = request.cookies[sessionCookie];
      const caller = token ? await sessions.find(token) : null;
      request.caller = caller;
      if (route.permission === 'public') return;
      if (!caller) throw new Refusal('session.required');
      if (route.permission !== 'session' && !caller.permissions.has(route.permission)) throw new Refusal('forbidden');
    },
    context: (request, reply) => {
      const base = { address: request.ip, device: deviceOf(request), reply };
      const { caller } = request;
      if (!caller) return { ...base, log: request.log as PublicCtx['log'] };
      const log = request.log.child({ tenant: caller.tenantId, user: caller.userId }) as PublicCtx['log'];
      return { ...base, caller, log, tenant: (work) => db.tenant(caller.tenantId, work) };
    },
  };
}

/** The browser as it names itself, without what could break a line or a table. */
function deviceOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, longestDevice);
}
