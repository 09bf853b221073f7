/** Calls and follow-ups of a customer in one line of time. */
import { sql } from 'kysely';
import type { HistoryItem } from '@bahu/contract/customers.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { contactNameOf } from './contacts-store.ts';
import { readFollowUps } from './follow-ups.ts';

const order = 'history by time';

interface Entry {
  kind: 'call' | 'follow-up';
  id: string;
  at: string;
}

interface Kinds {
  calls: boolean;
  followUps: boolean;
}

/**
 * Newest first. All that happened with a customer whom the reader may open, whoever of their colleagues it was: whoever serves a customer must
 * know it. Kinds that they have no permission to read are left out.
 */
export async function listHistory(
  tx: Tx,
  reader: Principal,
  customerId: string,
  query: { cursor?: string; limit?: number },
) {
  const after = readCursor(order, query.cursor);
  const limit = pageSize(query);
  const kinds = { calls: reader.permissions.has('call.read'), followUps: reader.permissions.has('follow-up.read') };
  const { rows, next } = cutPage(
    order,
    await entriesAfter(tx, kinds, customerId, after, limit + 1),
    limit,
    (entry) => entry,
  );
  const calls = await callsById(tx, reader, idsOf(rows, 'call'));
  const followUps = await followUpsById(tx, reader, idsOf(rows, 'follow-up'));
  const items = rows.flatMap((entry): HistoryItem[] => {
    const item = entry.kind === 'call' ? calls.get(entry.id) : followUps.get(entry.id);
    return item ? [item] : [];
  });
  return { items, next, total: await countHistory(tx, kinds, customerId), totalIsExact: true };
}

/** What has waited too long to be sent, or was not answered in time. */
const messageState = (alias: 'm') => sql<Message['state'] | null>`case
  when ${sql.ref(`${alias}.until`)} > now() then ${sql.ref(`${alias}.state`)}
  when ${sql.ref(`${alias}.state`)} = 'waiting' then 'expired' when ${sql.ref(`${alias}.state`)} is not null then 'declined' end`;
type Message = NonNullable<Extract<HistoryItem, { kind: 'call' }>['message']>;

const idsOf = (entries: Entry[], kind: Entry['kind']): string[] =>
  entries.filter((entry) => entry.kind === kind).map((entry) => entry.id);

async function entriesAfter(
  tx: Tx,
  kinds: Kinds,
  customerId: string,
  after: { at: string | null; id: string } | null,
  limit: number,
): Promise<Entry[]> {
  const { at, id } = after ?? { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  const { rows } = await sql<Entry>`
    select kind, id, at::text from (
      (select 'call' as kind, id, started_at as at from calls
        where ${kinds.calls} and customer_id = ${customerId} and (started_at, id) < (${at}::timestamptz, ${id}::uuid) order by started_at desc, id desc limit ${limit})
      union all
      (select 'follow-up', id, created_at from follow_ups
        where ${kinds.followUps} and customer_id = ${customerId} and (created_at, id) < (${at}::timestamptz, ${id}::uuid) order by created_at desc, id desc limit ${limit})
    ) as both_kinds order by at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

async function countHistory(tx: Tx, kinds: Kinds, customerId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select (select count(*) from calls where ${kinds.calls} and customer_id = ${customerId}) + (select count(*) from follow_ups where ${kinds.followUps} and customer_id = ${customerId}) as total`.execute(
    tx,
  );
  return rows[0]!.total;
}

async function callsById(tx: Tx, reader: Principal, ids: string[]): Promise<Map<string, HistoryItem>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('calls as c')
    .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.agentId'))
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'c.tenantId').onRef('q.id', '=', 'c.queueId'))
    .leftJoin('messages as m', (join) => join.onRef('m.tenantId', '=', 'c.tenantId').onRef('m.callId', '=', 'c.id'))
    .where('c.id', 'in', ids)
    .select([
      'm.text as messageText',
      messageState('m').as('messageState'),
      contactNameOf(reader).as('contactName'),
      'c.id as callId',
      'c.direction',
      'c.startedAt',
      'c.outcome',
      'c.talkSeconds',
      'u.name as agentName',
      'q.name as queueName',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('recordings as r')
            .select('r.id')
            .whereRef('r.callId', '=', 'c.id')
            .where('r.status', 'in', ['ready', 'incomplete'])
            .where('r.kind', '<>', 'consultation'),
        )
        .as('hasRecording'),
    )
    .select(
      sql<boolean>`exists (select from recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id and r.kind = 'local')`.as(
        'isLocalRecording',
      ),
    )
    .execute();
  return new Map(
    rows.map(({ startedAt, hasRecording, messageText, messageState: state, contactName: name, ...row }) => [
      row.callId,
      {
        kind: 'call',
        ...row,
        at: startedAt.toISOString(),
        hasRecording: Boolean(hasRecording),
        contactName: name === null ? null : textFor(reader, name),
        message: messageText === null || state === null ? null : { text: textFor(reader, messageText), state },
      },
    ]),
  );
}

async function followUpsById(tx: Tx, reader: Principal, ids: string[]): Promise<Map<string, HistoryItem>> {
  const followUps = await readFollowUps(tx, reader, ids);
  return new Map(followUps.map((followUp) => [followUp.id, { kind: 'follow-up', at: followUp.createdAt, followUp }]));
}
