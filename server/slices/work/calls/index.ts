/** The door of the calls. */
import { callRoutes } from '@bahu/contract/calls.ts';
import { callsSlice } from '@bahu/contract/slices/work/calls.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountCalls } from './routes.ts';
import { callsExport } from './export.ts';
import { callListeners } from './follow-number.ts';
import { readWaveform } from '../recordings/index.ts';
import type { Fact } from '@bahu/domain/callcontrol/fact.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isInRange, ownRange, rangeOf, type Belonging, type Range } from '../../../kernel/ownership/range.ts';
import { callOwnership } from '../../../kernel/ownership/records.ts';
import { canOpen, isOwn, type CallPermission } from './scope.ts';

export { type CallsSlice } from './routes.ts';
export { findCalls } from './find.ts';

export interface OpenCall {
  id: string;
  number: string;
  /** Our number; of an internal call the extension that called. */
  ownNumber: string;
  agentId: string | null;
  direction: 'inbound' | 'outbound' | 'internal';
  customerId: string | null;
  startedAt: Date;
  /** Answered or placed by the reader, or rung at them. */
  isOwn: boolean;
}

/** A live or past call with which the reader may do this, with its number whole; undefined when there is none such. */
export async function findOpenCall(
  tx: Tx,
  reader: Principal,
  id: string,
  permission: CallPermission = 'call.read',
): Promise<OpenCall | undefined> {
  const row = await tx
    .selectFrom('calls as c')
    .select(['c.id', 'c.number', 'c.ownNumber', 'c.agentId', 'c.direction', 'c.customerId', 'c.startedAt'])
    .select(isOwn(reader).as('isOwn'))
    .where('c.id', '=', id)
    .where(canOpen(reader, permission))
    .executeTakeFirst();
  return row;
}

/** Whether a call that was placed reached the other party's phone: it rang, the network spoke, or it was answered. */
export async function hasReached(tx: Tx, callId: string): Promise<boolean> {
  const reached = ['alerting', 'early-media', 'connected', 'answered-without-audio'] satisfies Fact['type'][];
  return (
    (await tx
      .selectFrom('callEvents')
      .select('seq')
      .where('callId', '=', callId)
      .where('type', 'in', reached)
      .limit(1)
      .executeTakeFirst()) !== undefined
  );
}

/** Over whose calls somebody reaches; it may cross to another thread. */
export type CallsInReach = { of: Range };

/** The calls that somebody may read, and so may tie to a customer of theirs. */
export const callsInReach = (reader: Principal): CallsInReach => ({
  of: reader.permissions.has('call.read') ? rangeOf(reader, 'call.read') : ownRange(reader),
});

/** Whether a live call is in reach: one of the agents at its legs, or its department. */
export const isInReach = ({ of }: CallsInReach, call: Belonging): boolean => isInRange(callOwnership, of, call);

export const callsServer = serverSlice(callsSlice, {
  routes: callRoutes,
  mount: (api, host) =>
    mountCalls(api, { access: host.access, readPeaks: (recording) => readWaveform(host.files, recording) }),
  on: callListeners,
  exports: { calls: callsExport },
});
