/**
 * Effects outside of the database (webhooks, messages): the intent is a row written with the change itself, a job carries it out. An effect may
 * happen twice when the process dies between the effect and its note, so the receiver gets the row's id as the key to recognise it by.
 */
import { sql } from 'kysely';
import { Type } from 'typebox';
import type { Db, Tx } from './db.ts';
import { newId } from './ids.ts';
import { enqueue, handleJob, jobKind, type JobHandler } from './jobs.ts';

/** Carries out one effect; throws when it did not happen. `id` stays the same over all tries. */
export type Send = (payload: unknown, delivery: { id: string; tenantId: string }) => Promise<void>;

const deliver = jobKind('outbox.deliver', Type.Object({ id: Type.String() }));

/**
 * Notes an effect of `kind` in the transaction and returns its id. `inSeconds`: whoever notes it carries it out behind the transaction (`carryOut`), and the
 * job what is left undone by then.
 */
export async function addToOutbox(
  tx: Tx,
  tenantId: string,
  kind: string,
  payload: unknown,
  { inSeconds = 0 }: { inSeconds?: number } = {},
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('outbox')
    .values({ tenantId, id, kind, payload: JSON.stringify(payload) })
    .execute();
  const runAt = inSeconds > 0 ? { runAt: new Date(Date.now() + inSeconds * 1000) } : {};
  await enqueue(tx, deliver, { id }, { key: `outbox:${id}`, ...runAt });
  return id;
}

/** An effect has been carried out. */
const noteDone = (tx: Tx, id: string): Promise<unknown> =>
  tx
    .updateTable('outbox')
    .set({ doneAt: sql<Date>`now()`, lastError: null })
    .where('id', '=', id)
    .execute();

/** An effect that was noted with `inSeconds`. */
export interface Intent {
  id: string;
  tenantId: string;
}

/** Carries one out behind its transaction. What fails now is told to `onFailed` and left to the job. @returns whether it was done */
export async function carryOut(
  db: Pick<Db, 'tenant'>,
  { id, tenantId }: Intent,
  work: () => Promise<unknown>,
  onFailed: (error: unknown) => void = () => undefined,
): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    onFailed(error);
    return false;
  }
  await db.tenant(tenantId, (tx) => noteDone(tx, id));
  return true;
}

/** The job that carries effects out. `senders` by kind. */
export function outboxJob(senders: Readonly<Record<string, Send>>): JobHandler {
  return handleJob(deliver, async ({ id }, ctx) => {
    const row = await ctx.tenant((tx) =>
      tx
        .updateTable('outbox')
        .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('doneAt', 'is', null)
        .returning(['kind', 'payload'])
        .executeTakeFirst(),
    );
    if (!row) return;
    const send = senders[row.kind];
    if (!send) throw new Error(`nobody sends ${row.kind}`);
    try {
      await send(row.payload, { id, tenantId: ctx.tenantId });
    } catch (error) {
      const lastError = error instanceof Error ? error.message : String(error);
      await ctx.tenant((tx) => tx.updateTable('outbox').set({ lastError }).where('id', '=', id).execute());
      throw error;
    }
    await ctx.tenant((tx) => noteDone(tx, id));
  });
}
