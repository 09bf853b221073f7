/**
 * What comes before any work: how many requests a minute of a key, of a session, of a tenant, and of an address from which nobody signed in, and
 * how many of a user and of a tenant are answered at once. Counted in memory, by each process for itself.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { Refusal } from '../errors.ts';
import type { Principal } from '../auth/principal.ts';

/** Requests a minute, where nothing else is said; 0 for no limit. */
export interface RateLimits {
  key: number;
  session: number;
  address: number;
  /** Of all users and keys of a tenant together. */
  tenant: number;
  /** Requests that are being answered at this moment: of one user (or key), of one tenant. */
  userAtOnce: number;
  tenantAtOnce: number;
}

interface Rate {
  limit: number;
  remaining: number;
  /** Until the minute is over and the count begins anew. */
  resetSeconds: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the request was counted. */
    rate: Rate | null;
    /** Gives the places back that the request has, once. */
    leave: (() => void) | null;
  }
}

const minute = 60_000;
/** Sessions and keys are looked up this many times more often although an address is over its limit: people work behind it, too. */
const looksPerLimit = 10;
/** Bounds the memory that made-up addresses can take; the oldest count goes first. */
const maxCounted = 50_000;

/** The gate's counters. Both throw the refusal `too-many-requests`. */
export interface Admission {
  /** Before it is looked up who asks: an address that was refused too often is not worth a look at the database. */
  knock(request: FastifyRequest): void;
  /** Counts the request of a principal, or of nobody in particular, and takes its places until it is answered. */
  enter(request: FastifyRequest, principal: Principal | null): void;
}

export const unlimited: Admission = { knock: () => undefined, enter: () => undefined };

/** Counts requests in windows of a minute that begin with the first one. */
export function createAdmission(clock: Clock, limits: RateLimits): Admission {
  const counts = new Map<string, { count: number; endsAt: number }>();
  const atOnce = new Map<string, number>();

  function countOne(holder: string): { count: number; endsAt: number } {
    const now = clock.now();
    const known = counts.get(holder);
    if (known && known.endsAt > now) {
      known.count++;
      return known;
    }
    counts.delete(holder);
    if (counts.size >= maxCounted) counts.delete(counts.keys().next().value ?? '');
    const fresh = { count: 1, endsAt: now + minute };
    counts.set(holder, fresh);
    return fresh;
  }

  function limitRate(request: FastifyRequest, holder: string, limit: number): void {
    if (limit === 0) return;
    const { count, endsAt } = countOne(holder);
    const remaining = Math.max(0, limit - count);
    const resetSeconds = Math.max(1, Math.ceil((endsAt - clock.now()) / 1000));
    // What is told is the limit that is nearest.
    if (!request.rate || remaining < request.rate.remaining) request.rate = { limit, remaining, resetSeconds };
    if (count > limit) throw new Refusal('too-many-requests');
  }

  /** Takes a place for each holder, or none at all. */
  function occupy(request: FastifyRequest, places: readonly (readonly [holder: string, most: number])[]): void {
    const wanted = places.filter(([, most]) => most > 0);
    if (wanted.some(([holder, most]) => (atOnce.get(holder) ?? 0) >= most)) throw new Refusal('too-many-requests');
    for (const [holder] of wanted) atOnce.set(holder, (atOnce.get(holder) ?? 0) + 1);
    request.leave = () => {
      request.leave = null;
      for (const [holder] of wanted) {
        const left = atOnce.get(holder)! - 1;
        if (left) atOnce.set(holder, left);
        else atOnce.delete(holder);
      }
    };
  }

  return {
    knock: ({ ip }) => {
      if (limits.address === 0) return;
      const known = counts.get(`address ${ip}`);
      if (known && known.endsAt > clock.now() && known.count > limits.address * looksPerLimit)
        throw new Refusal('too-many-requests');
    },
    enter: (request, principal) => {
      if (principal === null) return limitRate(request, `address ${request.ip}`, limits.address);
      const { tenantId, userId, sessionId, via } = principal;
      const isKey = via === 'api-key';
      limitRate(request, `${isKey ? 'key' : 'session'} ${sessionId}`, isKey ? limits.key : limits.session);
      limitRate(request, `tenant ${tenantId}`, limits.tenant);
      // A long upload is its user's matter alone.
      const isLong = request.routeOptions.config?.isUpload === true;
      occupy(request, [
        [`user ${isKey ? sessionId : userId}`, limits.userAtOnce],
        ...(isLong ? [] : [[`tenant ${tenantId}`, limits.tenantAtOnce] as const]),
      ]);
    },
  };
}

/** Answers of counted requests say what is left, and give their places back: bytes that are still on their way are no work any more. */
export function tellRates(app: FastifyInstance): void {
  app.decorateRequest('rate', null);
  app.decorateRequest('leave', null);
  app.addHook('onSend', async (request, reply) => {
    request.leave?.();
    const { rate } = request;
    if (!rate) return;
    const { limit, remaining, resetSeconds } = rate;
    reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': resetSeconds });
    if (reply.statusCode === 429) reply.header('retry-after', resetSeconds);
  });
  // Whoever hangs up before the answer leaves as well.
  app.addHook('onRequestAbort', async (request) => request.leave?.());
  app.addHook('onResponse', async (request) => request.leave?.());
}
