/** Calls in the timeline of their customer, whichever colleague had them: whoever serves a customer must know of them. */
import { sql, type RawBuilder } from 'kysely';
import type { TimelineItemOf } from '@bahu/contract/timeline.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { TimelineSource } from '../../../kernel/timeline.ts';
import { contactNameOf } from '../../crm/customers/index.ts';
import { isOpenTo } from './scope.ts';

type Entry = TimelineItemOf<'call'>;

/** What has waited too long to be sent, or was not answered in time. */
const messageState = (alias: 'm') => sql<Message['state'] | null>`case
  when ${sql.ref(`${alias}.until`)} > now() then ${sql.ref(`${alias}.state`)}
  when ${sql.ref(`${alias}.state`)} = 'waiting' then 'expired' when ${sql.ref(`${alias}.state`)} is not null then 'declined' end`;
type Message = NonNullable<Entry['message']>;

/** There is one, and the reader may hear it: what is out of reach has no player. */
const hasRecordingFor = (reader: Principal): RawBuilder<boolean> =>
  reader.permissions.has('recording.play')
    ? sql<boolean>`(exists (select from recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id
        and r.status in ('ready', 'incomplete') and r.kind <> 'consultation') and ${isOpenTo(reader, 'recording.play')})`
    : sql<boolean>`false`;

async function readCalls(tx: Tx, reader: Principal, ids: readonly string[]): Promise<Map<string, Entry>> {
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
    .select(hasRecordingFor(reader).as('hasRecording'))
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
        hasRecording,
        contactName: name === null ? null : textFor(reader, name),
        message: messageText === null || state === null ? null : { text: textFor(reader, messageText), state },
      },
    ]),
  );
}

export const callTimeline: TimelineSource<'call'> = {
  needs: 'call.read',
  entries: (customerId) =>
    sql`select id, started_at as at, agent_id as by_id from calls where customer_id = ${customerId}`,
  read: readCalls,
};
