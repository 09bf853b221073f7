/** Rows of addresses and deliveries: for one tenant's transaction. */
import { sql } from 'kysely';
import type { WebhookEvent } from '@bahu/contract/webhooks.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { places, seal } from '../../../kernel/vault.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';

export type WebhookRecord = NonNullable<Awaited<ReturnType<typeof findWebhook>>>;
export type DeliveryRecord = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

export interface DeliveryFilter {
  cursor?: string | undefined;
  limit?: number | undefined;
  webhook?: string | undefined;
  state?: DeliveryRecord['state'] | undefined;
  event?: WebhookEvent | undefined;
}

const listName = 'webhook-deliveries';
/** What is told is kept for this long; a replay is possible until then. */
const keptFor = sql<Date>`now() - interval '30 days'`;

const webhooks = (tx: Tx) => tx.selectFrom('webhooks').selectAll();
const deliveries = (tx: Tx) =>
  tx
    .selectFrom('webhookDeliveries as d')
    .select([
      'd.id',
      'd.webhookId',
      'd.event',
      'd.recordId',
      'd.state',
      'd.payload',
      'd.createdAt',
      'd.attempts',
      'd.roundStart',
      'd.nextAt',
      'd.deliveredAt',
      'd.lastStatus',
      'd.lastError',
      'd.lastAnswer',
    ]);

export const listWebhooks = (tx: Tx) => webhooks(tx).orderBy('createdAt').orderBy('id').execute();
export const findWebhook = (tx: Tx, id: string) => webhooks(tx).where('id', '=', id).executeTakeFirst();
export const findDelivery = (tx: Tx, id: string) => deliveries(tx).where('d.id', '=', id).executeTakeFirst();

/** Two who add the last address at once: the second one counts after the first. */
export async function countWebhooks(tx: Tx, tenantId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks ${tenantId}`}, 0))`.execute(tx);
  return (
    await tx
      .selectFrom('webhooks')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;
}

export interface NewWebhookRow {
  id: string;
  tenantId: string;
  ownerId: string;
  url: string;
  events: WebhookEvent[];
  note: string;
  secret: string;
}

export const insertWebhook = (tx: Tx, row: NewWebhookRow): Promise<unknown> =>
  tx
    .insertInto('webhooks')
    .values({ ...row, secret: seal(row.secret, places.webhook(row.id)) })
    .execute();

export interface WebhookValues {
  ownerId: string;
  url?: string;
  events?: WebhookEvent[];
  isEnabled?: boolean;
  note?: string;
}

/** False when somebody was faster. An address that is enabled begins with a clean sheet. */
export async function updateWebhook(tx: Tx, id: string, version: number, values: WebhookValues): Promise<boolean> {
  const row = await tx
    .updateTable('webhooks')
    .set({ ...values, ...(values.isEnabled && { failures: 0 }), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const deleteWebhook = (tx: Tx, id: string): Promise<unknown> =>
  tx.deleteFrom('webhooks').where('id', '=', id).execute();

/** The secret until now signs along for a day. */
export const rotateSecret = (tx: Tx, id: string, secret: string): Promise<unknown> =>
  tx
    .updateTable('webhooks')
    .set((eb) => ({
      oldSecret: eb.ref('secret'),
      oldSecretUntil: sql<Date>`now() + interval '1 day'`,
      secret: seal(secret, places.webhook(id)),
    }))
    .where('id', '=', id)
    .execute();

export async function listDeliveries(tx: Tx, filter: DeliveryFilter) {
  const [after, limit] = [readCursor(listName, filter.cursor), pageSize(filter)];
  let found = tx.selectFrom('webhookDeliveries as d').select('d.id');
  if (filter.webhook) found = found.where('d.webhookId', '=', filter.webhook);
  if (filter.state) found = found.where('d.state', '=', filter.state);
  if (filter.event) found = found.where('d.event', '=', filter.event);
  const count = await countRows(tx, found);
  const page = after
    ? found.where(sql<boolean>`(d.created_at, d.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    : found;
  const ids = page
    .orderBy('d.createdAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit + 1);
  const rows = await deliveries(tx)
    .select(sql<string>`d.created_at::text`.as('sortKey'))
    .where('d.id', 'in', ids)
    .orderBy('d.createdAt', 'desc')
    .orderBy('d.id', 'desc')
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id })), ...count };
}

/** A notice to one address alone, e.g. a test. */
export async function addDelivery(
  tx: Tx,
  webhook: { tenantId: string; id: string },
  event: WebhookEvent,
  payload: unknown,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('webhookDeliveries')
    .values({
      tenantId: webhook.tenantId,
      id,
      webhookId: webhook.id,
      event,
      recordId: webhook.id,
      payload: JSON.stringify(payload),
      nextAt: sql<Date>`now()`,
    })
    .execute();
  await enqueueDelivery(tx, { id, webhookId: webhook.id });
  return id;
}

export const enqueueDelivery = (
  tx: Tx,
  { id, webhookId }: { id: string; webhookId: string },
  at: Date | null = null,
): Promise<unknown> => sql`select bahu_add_delivery(${webhookId}::uuid, ${id}::uuid, ${at}::timestamptz)`.execute(tx);

/** Begins a new round of tries; the id and what is told stay. */
export async function replayDelivery(tx: Tx, delivery: { id: string; webhookId: string }): Promise<void> {
  await tx
    .updateTable('webhookDeliveries')
    .set((eb) => ({ state: 'waiting' as const, roundStart: eb.ref('attempts'), nextAt: sql<Date>`now()` }))
    .where('id', '=', delivery.id)
    .execute();
  await enqueueDelivery(tx, delivery);
}

/** Keeps what is told, as the database gives it back: each try sends the same bytes. Not when the address went to another owner meanwhile. */
export async function keepPayload(
  tx: Tx,
  id: string,
  { id: webhookId, ownerId }: Pick<WebhookRecord, 'id' | 'ownerId'>,
  payload: NonNullable<DeliveryRecord['payload']>,
): Promise<typeof payload> {
  const row = await tx
    .updateTable('webhookDeliveries')
    .set({ payload: JSON.stringify(payload) })
    .where('id', '=', id)
    .where(
      'webhookId',
      'in',
      tx.selectFrom('webhooks').select('id').where('id', '=', webhookId).where('ownerId', '=', ownerId).forShare(),
    )
    .returning('payload')
    .executeTakeFirst();
  return row?.payload ?? payload;
}

/** What was read with the rights of the owner until now is not for the next one: it is found out anew when it is sent again. A deletion tells nothing but the id. */
export const forgetPayloads = (tx: Tx, webhookId: string): Promise<unknown> =>
  tx
    .updateTable('webhookDeliveries')
    .set({ payload: null, lastAnswer: null })
    .where('webhookId', '=', webhookId)
    .where(sql<boolean>`event not like '%.deleted'`)
    .where('event', '!=', 'webhook.test')
    .execute();

export const updateDelivery = (
  tx: Tx,
  id: string,
  values: Partial<
    Pick<DeliveryRecord, 'state' | 'attempts' | 'nextAt' | 'deliveredAt' | 'lastStatus' | 'lastError' | 'lastAnswer'>
  >,
): Promise<unknown> => tx.updateTable('webhookDeliveries').set(values).where('id', '=', id).execute();

export const deleteDelivery = (tx: Tx, id: string): Promise<unknown> =>
  tx.deleteFrom('webhookDeliveries').where('id', '=', id).execute();

export const noteSuccess = (tx: Tx, webhookId: string): Promise<unknown> =>
  tx
    .updateTable('webhooks')
    .set({ failures: 0, lastDeliveredAt: sql<Date>`now()` })
    .where('id', '=', webhookId)
    .execute();

/** One more delivery given up; at `most` in a row the address is disabled. */
export const noteFailure = (tx: Tx, webhookId: string, most: number): Promise<unknown> =>
  tx
    .updateTable('webhooks')
    .set((eb) => ({
      failures: eb('failures', '+', 1),
      isEnabled: sql<boolean>`is_enabled and failures + 1 < ${most}`,
      version: sql<number>`version + case when is_enabled and failures + 1 >= ${most} then 1 else 0 end`,
    }))
    .where('id', '=', webhookId)
    .execute();

/** Removes what is older than a month. */
export async function forgetDeliveries(tx: Tx): Promise<void> {
  await tx.deleteFrom('webhookDeliveries').where('createdAt', '<', keptFor).execute();
}
