/** What the server does for the slice of the calls. */
import { callRoutes } from '@bahu/contract/calls.ts';
import { callsSlice } from '@bahu/contract/slices/work/calls.ts';
import { serverSlice } from '../../server-slice.ts';
import { callsOfPerson } from './person.ts';
import { mountCalls } from './routes.ts';
import { callsExport } from './export.ts';
import { findCalls } from './find.ts';
import { callListeners } from './follow-number.ts';
import { callTimeline } from './timeline.ts';
import { readWaveform } from '../recordings/index.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Fact } from '@bahu/domain/callcontrol/fact.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { canOpen, inScope, isOwn, type CallAct } from './scope.ts';
export { addElsewhere, isNotedElsewhere, removeElsewhere } from './elsewhere.ts';

export interface OpenCall {
  id: string;
  number: string;
  /** Our number; of an internal call the extension that called. */
  ownNumber: string;
  agentId: string | null;
  queueId: string | null;
  direction: 'inbound' | 'outbound' | 'internal';
  customerId: string | null;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  departmentId: string | null;
  /** Answered or placed by the reader over our lines, or rung at them. */
  isOwn: boolean;
  /** A call that was placed reached the other party's phone: it rang, the network spoke, or it was answered. */
  hasReached: boolean;
}

const reached = ['alerting', 'early-media', 'connected', 'answered-without-audio'] satisfies Fact['type'][];
const hasReached = sql<boolean>`(c.direction = 'outbound' and exists (select from call_events e
  where e.tenant_id = c.tenant_id and e.call_id = c.id and e.type = any (${reached})))`;

/** A live or past call with which the reader may do this, with its number whole; undefined when there is none such. */
export async function findOpenCall(
  tx: Tx,
  reader: Principal,
  id: string,
  act: CallAct = 'call.read',
): Promise<OpenCall | undefined> {
  const row = await tx
    .selectFrom('calls as c')
    .select([
      'c.id',
      'c.number',
      'c.ownNumber',
      'c.agentId',
      'c.queueId',
      'c.departmentId',
      'c.direction',
      'c.customerId',
    ])
    .select(['c.startedAt', 'c.answeredAt', 'c.endedAt'])
    .select([isOwn(reader).as('isOwn'), hasReached.as('hasReached')])
    .where('c.id', '=', id)
    .where(canOpen(reader, act))
    .executeTakeFirst();
  return row;
}

/** A call that counts as the reader's in lists, by the range of the permission; nobody else changes it until the transaction ends. */
export const lockInScope = (tx: Tx, reader: Principal, id: string, permission: 'recording.upload') =>
  tx
    .selectFrom('calls as c')
    .select(['c.id', 'c.agentId', 'c.departmentId'])
    .where('c.id', '=', id)
    .where(inScope(reader, permission))
    .forUpdate()
    .executeTakeFirst();

/** Whether the reader may hear the message in the call that a column with its alias names (`m.messageCallId`), as SQL. */
export const mayPlayMessage = (reader: Principal, id: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select from calls c where c.tenant_id = ${reader.tenantId}::uuid and c.id = ${sql.ref(id)} and ${canOpen(reader, { message: 'recording.play' })})`;

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** A call is about to be gone: one that was made elsewhere. */
    'call.removed': { callId: string; customerId: string | null };
  }
}
declare module '../../../kernel/open-records.ts' {
  interface OpenRecords {
    call: OpenCall;
  }
}

export const callsServer = serverSlice(callsSlice, {
  ofPerson: callsOfPerson,
  routes: callRoutes,
  mount: (api, host) =>
    mountCalls(api, { access: host.access, readPeaks: (recording) => readWaveform(host.files, recording) }),
  on: callListeners,
  opens: { call: findOpenCall },
  exports: { calls: callsExport },
  timeline: { call: callTimeline },
  finds: { calls: findCalls },
});
