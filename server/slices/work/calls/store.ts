import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { CallFilter } from '@bahu/contract/calls.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { searchDigits, type DigitSearch } from '../../../kernel/number-search.ts';
import type { Tables } from '../../../kernel/tables.ts';
import { findCalledByName } from '../../crm/customers/index.ts';
import { codesOfCall, hasCode, isCodeMissing, isInState } from '../wrap-up-codes/index.ts';
import { withNames } from './fact-names.ts';
import { rangeOf, type Range } from '../../../kernel/ownership/range.ts';
import { canOpen, inScope, isInScope, isOpenTo, limitsOf, type CallAct } from './scope.ts';

type Filter = Static<typeof CallFilter>;

const order = 'calls by time';
/** A part of a number that more calls share than these, or of a name that more customers share, is too short to search by; the list then says that its total is estimated. */
const maxFound = 5000;
/** For who needs every one of them, however many. */
export const everyOne = 2_147_483_647;

/** Ids of calls in a range whose number matches; a function of the schema's owner, because the index cannot be used under row-level security. */
export const idsWithDigits = ({ grams, pattern }: DigitSearch, range: Range, most = maxFound): RawBuilder<string> =>
  sql<string>`(select bahu_calls_by_digits(${grams}::text[], ${pattern}, ${limitsOf(range)}, ${most}))`;

export type CallRecord = Awaited<ReturnType<typeof listCalls>>['rows'][number];

/** What is recorded of the call as a whole; its consultations are heard by another right. */
const wholeKinds = ['call', 'local', 'voicemail'] as const;

/** The conversation where there is one, else what its agent brought along of it, else the message that was left. */
const recordingOf = <DB extends { x: Tables['recordings'] }>(recordings: SelectQueryBuilder<DB, 'x', object>) =>
  recordings
    .select(['x.id', 'x.status', 'x.kind', 'x.path', 'x.peaksPath', 'x.seconds', 'x.channels', 'x.startedAt'])
    .orderBy(sql`x.status = 'missing'`)
    .orderBy('x.kind')
    .limit(1);

/** Of the leg that sounded worst; null where nothing was measured. */
export const worstMos = sql<number | null>`(select (round(min(q.mos_sum::numeric / q.samples)) / 100)::float8
  from leg_quality q where q.tenant_id = c.tenant_id and q.call_id = c.id)`;
const isPoor = sql<boolean>`exists (select from leg_quality q where q.tenant_id = c.tenant_id and q.call_id = c.id and q.is_poor)`;

/** A call with the names that its row refers to. */
const described = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('calls as c')
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'c.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.agentId'))
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'c.tenantId').onRef('q.id', '=', 'c.queueId'))
    .leftJoinLateral(
      (eb) =>
        recordingOf(
          eb.selectFrom('recordings as x').whereRef('x.callId', '=', 'c.id').where('x.kind', 'in', wholeKinds),
        ).as('r'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.direction',
      'c.startedAt',
      'c.answeredAt',
      'c.endedAt',
      'c.number',
      'c.ownNumber',
      'c.callerName',
      'c.customerId',
      'cu.name as customerName',
    ])
    .select([
      'c.agentId',
      'u.name as agentName',
      'c.queueId',
      'q.name as queueName',
      'c.waitSeconds',
      'c.ringSeconds',
      'c.talkSeconds',
      'c.holdSeconds',
    ])
    .select(['c.outcome', 'c.hangupSide', 'c.cause', 'c.isElsewhere'])
    .select(['r.status as recordingStatus', 'r.kind as recordingKind'])
    .select([
      isOpenTo(reader, 'recording.play').as('mayPlay'),
      isOpenTo(reader, 'recording.download').as('mayDownload'),
      isInScope(reader, 'recording.upload').as('mayRemove'),
    ])
    .select([codesOfCall.as('codes'), isCodeMissing.as('isCodeMissing')])
    .select([worstMos.as('mos'), isPoor.as('isPoor')])
    .select(sql<string>`c.started_at::text`.as('sortKey'));

export async function listCalls(tx: Tx, reader: Principal, filter: Filter) {
  const after = readCursor(order, filter.cursor);
  const limit = pageSize(filter);
  const found = await filtered(tx, reader, filter);
  if (!found) return { rows: [], next: null, total: 0, totalIsExact: true };
  const { total, totalIsExact } = await countRows(tx, found.calls);
  const page = after
    ? found.calls.where(sql<boolean>`(c.started_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    : found.calls;
  const ids = page
    .orderBy('c.startedAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1);
  const rows = await described(tx, reader)
    .where('c.id', 'in', ids)
    .orderBy('c.startedAt', 'desc')
    .orderBy('c.id', 'desc')
    .execute();
  return {
    ...cutPage(order, rows, limit, (row) => ({ at: row.sortKey, id: row.id })),
    total,
    totalIsExact: totalIsExact && !found.isCut && !(filter.number !== undefined && total >= maxFound),
  };
}

type FoundCalls = SelectQueryBuilder<Tables & { c: Tables['calls'] }, 'c', { id: string }>;

/**
 * The calls that a filter finds in the reader's scope, of at most `most` customers or with a number; whether there are more customers; null when
 * there can be none.
 */
export async function filtered(
  tx: Tx,
  reader: Principal,
  filter: Filter,
  most = maxFound,
): Promise<{ calls: FoundCalls; isCut: boolean } | null> {
  const range = rangeOf(reader, 'call.read');
  let isCut = false;
  const digits = filter.number === undefined ? undefined : searchDigits(filter.number, reader.masksNumbers);
  if (digits === null) return null;
  let found = tx.selectFrom('calls as c').select('c.id').where(inScope(reader));
  if (filter.from) found = found.where('c.startedAt', '>=', readMoment(filter.from, 'from'));
  if (filter.to) found = found.where('c.startedAt', '<', readMoment(filter.to, 'to'));
  if (filter.direction) found = found.where('c.direction', '=', filter.direction);
  if (filter.outcome) found = found.where('c.outcome', '=', filter.outcome);
  if (filter.agent) found = found.where('c.agentId', '=', filter.agent);
  if (filter.queue) found = found.where('c.queueId', '=', filter.queue);
  if (filter.customer) found = found.where('c.customerId', '=', filter.customer);
  if (filter.code) found = found.where(hasCode(filter.code));
  if (filter.codes) found = found.where(isInState(filter.codes));
  if (filter.elsewhere !== undefined) found = found.where('c.isElsewhere', '=', filter.elsewhere);
  if (filter.poor !== undefined) found = found.where(isPoor, '=', filter.poor);
  if (filter.name !== undefined) {
    const ids = await findCalledByName(tx, reader, filter.name, { calls: range, most });
    isCut = ids.length >= most;
    found = found.where('c.customerId', '=', sql<string>`any(${ids}::uuid[])`);
  }
  if (filter.entry) found = found.where('c.id', 'in', ofEntry(tx, filter.entry));
  return { calls: digits ? found.where('c.id', 'in', idsWithDigits(digits, range, most)) : found, isCut };
}

/** The calls that were refused for an entry of a list of numbers. */
const ofEntry = (tx: Tx, entryId: string) =>
  tx.selectFrom('screenedCalls').select('callId').where('entryId', '=', entryId);

export const findCall = (tx: Tx, reader: Principal, id: string): Promise<CallRecord | undefined> =>
  described(tx, reader)
    .where('c.id', 'in', tx.selectFrom('calls as c').select('c.id').where('c.id', '=', id).where(canOpen(reader)))
    .executeTakeFirst();

/** Whether the reader may do this with a call. */
export const mayOpen = async (tx: Tx, reader: Principal, id: string, act: CallAct): Promise<boolean> =>
  (await tx
    .selectFrom('calls as c')
    .select('c.id')
    .where('c.id', '=', id)
    .where(canOpen(reader, act))
    .executeTakeFirst()) !== undefined;

export const listLegs = (tx: Tx, callId: string) =>
  tx
    .selectFrom('callLegs as l')
    .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'l.tenantId').onRef('a.id', '=', 'l.agentId'))
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .leftJoin('trunks as t', (join) => join.onRef('t.tenantId', '=', 'l.tenantId').onRef('t.id', '=', 'l.trunkId'))
    .leftJoin('legQuality as lq', (join) =>
      join.onRef('lq.tenantId', '=', 'l.tenantId').onRef('lq.callId', '=', 'l.callId').onRef('lq.legId', '=', 'l.id'),
    )
    .where('l.callId', '=', callId)
    .select([
      'l.id',
      'l.role',
      'u.name as agentName',
      'l.number',
      'l.startedAt',
      'l.ringingAt',
      'l.answeredAt',
      'l.endedAt',
      'l.outcome',
      'l.cause',
      'l.sipCode',
      't.name as trunkName',
      'lq.series',
    ])
    .orderBy('l.startedAt')
    .orderBy('l.id')
    .execute();

export const listEvents = async (tx: Tx, callId: string) =>
  withNames(
    tx,
    await tx
      .selectFrom('callEvents')
      .where('callId', '=', callId)
      .select(['seq', 'at', 'type', 'data'])
      .orderBy('seq')
      .execute(),
  );

/** When the party of a call was on hold, epoch milliseconds. */
export const listHolds = async (tx: Tx, callId: string): Promise<{ from: number; to: number }[]> =>
  (
    await tx
      .selectFrom('callSegments')
      .where('callId', '=', callId)
      .where('isMain', '=', true)
      .select('holds')
      .orderBy('seq')
      .execute()
  ).flatMap(({ holds }) => holds);

/** Recordings of a call's consultations, kept apart from its own, with whoever was consulted. */
export const listConsultations = (tx: Tx, callId: string) =>
  tx
    .selectFrom('recordings as x')
    .innerJoin('callSegments as s', (join) =>
      join.onRef('s.callId', '=', 'x.callId').onRef('s.seq', '=', 'x.segmentSeq'),
    )
    .leftJoin('agents as a', 'a.id', 's.agentId')
    .leftJoin('users as u', 'u.id', 'a.id')
    .where('x.callId', '=', callId)
    .where('x.kind', '=', 'consultation')
    .where('x.status', '<>', 'missing')
    .select(['s.seq', 'u.name as agentName', 'x.startedAt', 'x.seconds', 'x.status'])
    .orderBy('s.seq')
    .execute();

/** Of the call, or of the message in it. */
export const findRecording = (tx: Tx, callId: string, of: 'call' | 'message' = 'call') =>
  recordingOf(
    tx
      .selectFrom('recordings as x')
      .where('x.callId', '=', callId)
      .where('x.kind', 'in', of === 'message' ? (['voicemail'] as const) : wholeKinds),
  ).executeTakeFirst();
