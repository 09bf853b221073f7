/** Who may do a request: signed in, from our own origin, holding the permission that the route names. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Method, Route } from '@bahu/contract/route.ts';
import type { Principal } from '../auth/principal.ts';
import { findOperator, operatorCookie, type OperatorPrincipal } from '../auth/operators.ts';
import { isOwnOrigin } from '../auth/origin.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Ctx, OperatorCtx, PublicCtx } from './mount.ts';
import { unlimited, type Admission } from './rate-limit.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `admit` for everybody who is signed in. */
    principal: Principal | null;
    /** Set by `admit` on the routes of operators, and only there. */
    operator: OperatorPrincipal | null;
  }
}

export interface Access {
  /** Lets a request in or throws `session.required`, `session.origin` or `forbidden`; comes before the body is read. */
  admit(
    request: FastifyRequest,
    route: Pick<Route, 'permission'> & Partial<Pick<Route, 'method' | 'path'>>,
  ): Promise<void>;
  context(request: FastifyRequest, reply: FastifyReply): PublicCtx | Ctx | OperatorCtx;
  /** Which routes are mounted behind this gate; all when absent. */
  offers?(route: Pick<Route, 'permission' | 'path' | 'secretReply'>): boolean;
}

export const sessionCookie = 'bahu_session';
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const longestDevice = 300;

/** The gate of the HTTP interface; `origins` are the further ones that the configuration allows. */
export function createAccess(
  db: Db,
  sessions: Sessions,
  origins: readonly string[],
  admission: Admission = unlimited,
): Access {
  return {
    admit: async (request, route) => {
      if (!safeMethods.has(request.method) && !isOwnOrigin(request.headers, origins))
        throw new Refusal('session.origin');
      if (route.permission === 'operator') {
        // Counted before it is looked up who asks, so there is nothing to knock for.
        admission.enter(request, null);
        request.operator = await admitOperator(db, request, route.path ?? '');
        return;
      }
      const token = request.cookies[sessionCookie];
      if (token && !sessions.isFamiliar(token)) admission.knock(request);
      const principal = token ? await sessions.find(token) : null;
      request.principal = principal;
      admission.enter(request, principal);
      if (route.permission === 'public') return;
      if (!principal) throw new Refusal('session.required');
      checkRights(principal, route);
    },
    context: (request, reply) => contextOf(db, request, reply),
  };
}

/** What a handler gets to know of a request that was let in. */
export function contextOf(db: Db, request: FastifyRequest, reply: FastifyReply): PublicCtx | Ctx | OperatorCtx {
  const base = { address: request.ip, device: deviceOf(request), reply };
  const { principal, operator } = request;
  if (operator)
    return { ...base, operator, log: request.log.child({ operator: operator.operatorId }) as PublicCtx['log'] };
  if (!principal) return { ...base, log: request.log as PublicCtx['log'] };
  const log = request.log.child({ tenant: principal.tenantId, user: principal.userId }) as PublicCtx['log'];
  return { ...base, principal, log, tenant: (work) => db.tenant(principal.tenantId, work) };
}

/** An operator's own session counts on these routes, and nothing of a tenant's. The first password opens only the way to the next one. */
async function admitOperator(db: Db, request: FastifyRequest, path: string): Promise<OperatorPrincipal> {
  const token = request.cookies[operatorCookie];
  const operator = token ? await db.system((tx) => findOperator(tx, token)) : null;
  if (!operator) throw new Refusal('session.required');
  if (operator.mustChangePassword && path !== '/operator/session' && path !== '/operator/password')
    throw new Refusal('session.password-change-required');
  return operator;
}

/** What holds for a principal however they identified themselves: first duties, the permission, and what a tenant may do that has run out. */
export function checkRights(
  principal: Principal,
  route: Pick<Route, 'permission'> & Partial<Pick<Route, 'method' | 'path'>>,
): void {
  const { permission, method, path = '' } = route;
  if (permission === 'operator') throw new Refusal('forbidden');
  const isOwnAccount = path === '/session' || path.startsWith('/session/');
  if (!isOwnAccount && principal.mustChangePassword) throw new Refusal('session.password-change-required');
  if (!isOwnAccount && principal.mustSetUpSecondFactor) throw new Refusal('session.second-factor-required');
  // Asked first: a tenant that has run out has lost the permissions to change anything, and is told why.
  if (principal.tenantStatus !== 'active' && !isOwnAccount && method && !isReading(method, path))
    throw new Refusal(`tenant.${principal.tenantStatus}`);
  if (permission !== 'session' && permission !== 'public' && !principal.permissions.has(permission))
    throw new Refusal('forbidden');
}

/** What is left to a tenant that has expired or was suspended: reading, exporting, arranging its lists, giving its phones back. */
const whileExpired = ['/exports', '/jobs/', '/lists/', '/views/', '/desk/'];
/** Whoever is kept on record may ask for it however their company stands. */
const ofOnePerson = '/personal-data';
/** Whether a route is open to a tenant that has expired or was suspended. */
export const isReading = (method: Method, path: string): boolean =>
  method === 'GET' || whileExpired.some((start) => path.startsWith(start)) || path.endsWith(ofOnePerson);

/** The browser as it names itself, without what could break a line or a table. */
function deviceOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, longestDevice);
}
