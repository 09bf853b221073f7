/**
 * Requests that may be sent again: the first one with an Idempotency-Key is done and its answer kept for a day, the same one later gets that answer.
 * Nothing is kept of a failure of ours (5xx), and an answer is repeated to those only who reach as far as when it was given. When the process dies in between, the key is free again after a minute.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import { reachesAsFar, reachOf, type Reach } from '../auth/rights.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The attempt that this request makes under its key, until its answer is kept. */
    attempt: Attempt | null;
  }
}

interface Attempt {
  id: string;
  principal: Principal;
  holderId: string;
  key: string;
}

interface Kept {
  requestHash: Buffer;
  reach: Reach | null;
  status: number | null;
  contentType: string | null;
  body: string | null;
}

const keptFor = sql<Date>`now() + interval '1 day'`;
/** Longer than any request may take. */
const freeAfter = sql<Date>`now() + interval '1 minute'`;
const keyPattern = /^[\x21-\x7e]{1,128}$/;
const changing = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/** Adds this to all routes of the plugin whose principal is known. */
export function keepAnswers(api: FastifyInstance, db: Db): void {
  api.decorateRequest('attempt', null);
  api.addHook('preHandler', async (request, reply) => {
    const {
      principal,
      headers: { 'idempotency-key': key },
    } = request;
    if (key === undefined || !principal || !changing.has(request.method)) return undefined;
    if (typeof key !== 'string' || !keyPattern.test(key)) throw new Refusal('idempotency.bad-key');
    // A key of ours is a guest with requests of its own; a user is the same one in each of their sessions.
    const attempt = {
      id: newId(),
      principal,
      key,
      holderId: principal.via === 'api-key' ? principal.sessionId : principal.userId,
    };
    const requestHash = hashOf(request);
    const kept = await db.tenant(principal.tenantId, async (tx) =>
      (await begin(tx, attempt, requestHash)) ? null : find(tx, attempt),
    );
    if (kept) return repeat(reply, kept, requestHash, principal);
    request.attempt = attempt;
    return undefined;
  });
  api.addHook('onSend', async (request, reply, payload) => {
    const { attempt } = request;
    if (!attempt) return;
    request.attempt = null;
    try {
      await db.tenant(attempt.principal.tenantId, (tx) => end(tx, attempt, request, reply, payload));
    } catch (error) {
      // What was asked for is done, and the principal must learn of it.
      request.log.warn({ err: error }, 'an answer could not be kept for a repeated request');
    }
  });
}

/** Removes what has expired. */
export async function forgetAnswers(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('idempotentRequests')
    .where('expiresAt', '<=', sql<Date>`now()`)
    .execute();
}

/** Takes the key when nobody has it, or when its time is over: one statement, so that of two processes one gets it. */
async function begin(tx: Tx, { id, principal, holderId, key }: Attempt, requestHash: Buffer): Promise<boolean> {
  const fresh = {
    requestHash,
    reach: JSON.stringify(reachOf(principal)),
    attemptId: id,
    status: null,
    contentType: null,
    body: null,
    expiresAt: freeAfter,
  };
  const row = await tx
    .insertInto('idempotentRequests')
    .values({ tenantId: principal.tenantId, holderId, key, ...fresh })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'holderId', 'key'])
        .doUpdateSet(fresh)
        .where('idempotentRequests.expiresAt', '<=', sql<Date>`now()`),
    )
    .returning('attemptId')
    .executeTakeFirst();
  return row !== undefined;
}

async function find(tx: Tx, { holderId, key }: Attempt): Promise<Kept> {
  const kept = await tx
    .selectFrom('idempotentRequests')
    .where('holderId', '=', holderId)
    .where('key', '=', key)
    .select(['requestHash', 'reach', 'status', 'contentType', 'body'])
    .executeTakeFirst();
  // It failed this very moment and may be tried again in the next.
  if (!kept) throw new Refusal('idempotency.in-progress');
  return kept;
}

function repeat(
  reply: FastifyReply,
  { requestHash, reach, status, contentType, body }: Kept,
  hash: Buffer,
  principal: Principal,
): FastifyReply {
  if (!requestHash.equals(hash)) throw new Refusal('idempotency.mismatch');
  if (status === null) throw new Refusal('idempotency.in-progress');
  if (!reach || !reachesAsFar(principal, reach)) throw new Refusal('idempotency.rights-changed');
  if (body === null) throw new Refusal('idempotency.secret-reply');
  return reply
    .code(status)
    .type(contentType ?? 'application/json; charset=utf-8')
    .header('idempotency-replayed', 'true')
    .send(body);
}

async function end(
  tx: Tx,
  { id, holderId, key }: Attempt,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const { statusCode: status } = reply;
  if (status >= 500 || typeof payload !== 'string') {
    await tx
      .deleteFrom('idempotentRequests')
      .where('holderId', '=', holderId)
      .where('key', '=', key)
      .where('attemptId', '=', id)
      .execute();
    return;
  }
  const isSecret = status < 300 && request.routeOptions.config.isSecretReply === true;
  const contentType = String(reply.getHeader('content-type') ?? '');
  await tx
    .updateTable('idempotentRequests')
    .set({ status, contentType, body: isSecret ? null : payload, expiresAt: keptFor })
    .where('holderId', '=', holderId)
    .where('key', '=', key)
    .where('attemptId', '=', id)
    .execute();
}

/** Method, address and body. Bytes that are still on their way (an upload) are known by their length only. */
function hashOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const isParsed =
    body === undefined || body === null || Object.getPrototypeOf(body) === Object.prototype || Array.isArray(body);
  const text = isParsed
    ? JSON.stringify(body ?? null)
    : `${headers['content-type'] ?? ''} ${headers['content-length'] ?? ''}`;
  return createHash('sha256').update(`${method} ${url}\n${text}`).digest();
}
