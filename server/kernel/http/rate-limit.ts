/** How many requests a minute: of a key, of a session, and of an address from which nobody signed in. Counted in memory, by each process for itself. */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { Refusal } from '../errors.ts';
import type { CountRequest } from './access.ts';

/** Requests a minute; 0 for no limit. */
export interface RateLimits {
  key: number;
  session: number;
  address: number;
}

export interface Rate {
  limit: number;
  remaining: number;
  /** Until the minute is over and the count begins anew. */
  resetSeconds: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the request was counted. */
    rate: Rate | null;
  }
}

const minute = 60_000;
/** Bounds the memory that made-up addresses can take; the oldest count goes first. */
const mostCounted = 50_000;

/** Counts requests in windows of a minute that begin with the first one. */
export function createRateLimit(clock: Clock, limits: RateLimits): CountRequest {
  const counts = new Map<string, { count: number; endsAt: number }>();

  function countOne(holder: string): { count: number; endsAt: number } {
    const now = clock.now();
    const known = counts.get(holder);
    if (known && known.endsAt > now) {
      known.count++;
      return known;
    }
    counts.delete(holder);
    if (counts.size >= mostCounted) counts.delete(counts.keys().next().value ?? '');
    const fresh = { count: 1, endsAt: now + minute };
    counts.set(holder, fresh);
    return fresh;
  }

  return (request, caller) => {
    const kind = caller === null ? 'address' : caller.via === 'api-key' ? 'key' : 'session';
    const limit = limits[kind];
    if (limit === 0) return;
    const { count, endsAt } = countOne(`${kind} ${caller?.sessionId ?? request.ip}`);
    request.rate = { limit, remaining: Math.max(0, limit - count), resetSeconds: Math.max(1, Math.ceil((endsAt - clock.now()) / 1000)) };
    if (count > limit) throw new Refusal('too-many-requests');
  };
}

/** Answers of counted requests say what is left. */
export function tellRates(app: FastifyInstance): void {
  app.decorateRequest('rate', null);
  app.addHook('onSend', async ({ rate }, reply) => {
    if (!rate) return;
    const { limit, remaining, resetSeconds } = rate;
    reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': resetSeconds });
    if (reply.statusCode === 429) reply.header('retry-after', resetSeconds);
  });
}
