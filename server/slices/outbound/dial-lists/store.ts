/** The tables of manual dialling, who sees and who manages which rows, and numbers as they are read. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { DialNumber, DialNumberFilter } from '@bahu/contract/dial-lists.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import { dialState, namedOutcomes, type DialState } from '@bahu/domain/dial-lists/number-state.ts';
import { mayChange, numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { condition, isHeld } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Belonging } from '../../../kernel/ownership/range.ts';
import { inOrder, inTwoParts } from '../../../kernel/keyset.ts';
import { isDigits, searchDigits } from '../../../kernel/number-search.ts';
import type { Computed, Generated, Nullable, NullableMoment, RecordColumns } from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';
import { canOpenCustomer } from '../../crm/customers/index.ts';

type ListRow = RecordColumns<{
  name: string;
  category: Generated<string>;
  note: Generated<string>;
  isEnded: Generated<boolean>;
  authorId: Nullable<string>;
  departmentId: Nullable<string>;
}>;
type NumberRow = RecordColumns<{
  listId: string;
  place: Computed<number>;
  number: string;
  extension: Generated<string>;
  name: Generated<string>;
  note: Generated<string>;
  agentId: Nullable<string>;
  departmentId: Nullable<string>;
  pinnedAt: NullableMoment;
  claimedCallId: Nullable<string>;
  claimedById: Nullable<string>;
  claimedAt: NullableMoment;
  isDone: Generated<boolean>;
  callId: Nullable<string>;
  outcome: Nullable<string>;
  refusal: Nullable<string>;
  attempts: Generated<number>;
  lastAt: NullableMoment;
  talkSeconds: Generated<number>;
}>;
declare module '../../../kernel/tables.ts' {
  interface Tables {
    dialLists: ListRow;
    dialNumbers: NumberRow;
  }
}

type Needed = Extract<ScopedPermission, `dial-list.${string}`>;
/** A number belongs to its agent; one that nobody has, to the department of whoever made its batch. */
const owned = { owner: 'd.agentId', department: 'd.departmentId' } as const;
/** A batch belongs to whoever made it; agents see those in which they have numbers. */
const ownedList = {
  owner: 'l.authorId',
  department: 'l.departmentId',
  alsoOwn: (agentId: string) =>
    sql<SqlBool>`exists (select from dial_numbers n where n.tenant_id = l.tenant_id and n.list_id = l.id and n.agent_id = ${agentId}::uuid)`,
} as const;
const managedList = { owner: 'l.authorId', department: 'l.departmentId' } as const;

const holds = (reader: Principal, permission: Needed): boolean => reader.permissions.has(permission);
export const isInScope = (reader: Principal, permission: Needed = 'dial-list.read'): RawBuilder<SqlBool> =>
  holds(reader, permission) ? condition(owned, rangeOf(reader, permission)) : sql<SqlBool>`false`;
export const seesList = (reader: Principal): RawBuilder<SqlBool> =>
  holds(reader, 'dial-list.read') ? condition(ownedList, rangeOf(reader, 'dial-list.read')) : sql<SqlBool>`false`;
export const managesList = (reader: Principal): RawBuilder<boolean> =>
  holds(reader, 'dial-list.manage') ? isHeld(managedList, rangeOf(reader, 'dial-list.manage')) : sql<boolean>`false`;

/** Numbers `d` with their batches `l`, and the call `k` that is under way for one. */
const withLists = (tx: Tx) =>
  tx
    .selectFrom('dialNumbers as d')
    .innerJoin('dialLists as l', (join) => join.onRef('l.tenantId', '=', 'd.tenantId').onRef('l.id', '=', 'd.listId'));

/**
 * Whether customer `c` has had number `n` since before it came into its batch, or was reached by it. Whoever may not see numbers is told of no other: else they
 * would save number after number with a customer of theirs until one of a batch shows them.
 */
const isToldBlindly = sql<SqlBool>`(n.created_at <= d.created_at or (d.outcome is not null and exists (
  select from calls k where k.tenant_id = d.tenant_id and k.id = d.call_id and k.customer_id = c.id)))`;

/** Whose number it is, of those whom the reader may open. */
const customerOf = (reader: Principal) => sql<{ id: string; name: string } | null>`(
  select jsonb_build_object('id', c.id, 'name', c.name) from customer_numbers n
  join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
  where n.tenant_id = d.tenant_id and n.number = d.number and n.extension = d.extension and not n.is_duplicate
    and ${reader.masksNumbers ? isToldBlindly : sql<SqlBool>`true`} and ${canOpenCustomer(reader)} limit 1)`;

/** What the agent of the last call says of it. */
const codeOf = sql<{ name: string; nameEn: string } | null>`(
  select jsonb_build_object('name', o.name, 'nameEn', o.name_en) from call_wrap_ups w
  join wrap_up_codes o on o.tenant_id = w.tenant_id and o.id = w.code_id
  where w.tenant_id = d.tenant_id and w.call_id = d.call_id order by w.chosen_at desc limit 1)`;

export const described = (tx: Tx, reader: Principal) =>
  withLists(tx)
    .leftJoin('calls as k', (join) => join.onRef('k.tenantId', '=', 'd.tenantId').onRef('k.id', '=', 'd.claimedCallId'))
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'd.tenantId').onRef('u.id', '=', 'd.agentId'))
    .select([
      'd.id',
      'd.listId',
      'l.name as listName',
      'l.category',
      'l.isEnded',
      'd.number',
      'd.extension',
      'd.name',
      'd.note',
    ])
    .select([
      'd.agentId',
      'u.name as agentName',
      'd.pinnedAt',
      'd.claimedCallId',
      'k.answeredAt',
      'd.isDone',
      'd.outcome',
    ])
    .select(['d.refusal', 'd.attempts', 'd.lastAt', 'd.talkSeconds', 'd.callId', 'd.version'])
    .select([customerOf(reader).as('customer'), codeOf.as('code')])
    .select(isHeld(owned, rangeOf(reader, 'dial-list.manage')).as('isManaged'));
export type Described = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>;

export const stateOf = ({ claimedCallId, answeredAt, isDone, outcome, refusal }: Described): DialState =>
  dialState({ isClaimed: claimedCallId !== null, isAnswered: answeredAt !== null, isDone, outcome, refusal });

export function present(reader: Principal, row: Described): DialNumber {
  const { customer, code, pinnedAt, lastAt, isManaged, isEnded } = row;
  const mayCall = reader.permissions.has('call.place') && row.claimedCallId === null && !isEnded;
  const mayManage = isManaged && holds(reader, 'dial-list.manage') && mayChange(reader);
  return {
    id: row.id,
    listId: row.listId,
    listName: textFor(reader, row.listName),
    category: textFor(reader, row.category),
    number: numberFor(reader, row.number),
    extension: row.extension,
    name: textFor(reader, row.name),
    note: textFor(reader, row.note),
    agentId: row.agentId,
    agentName: row.agentName,
    isPinned: pinnedAt !== null,
    state: stateOf(row),
    refusal: row.claimedCallId === null ? row.refusal : null,
    attempts: row.attempts,
    lastAt: lastAt?.toISOString() ?? null,
    talkSeconds: row.talkSeconds,
    callId: row.claimedCallId ?? row.callId,
    code,
    customerId: customer?.id ?? null,
    customerName: customer && textFor(reader, customer.name),
    version: row.version,
    can: [...(mayCall ? (['call'] as const) : []), ...(mayManage ? (['manage'] as const) : [])],
  };
}

/** The numbers of which a state is true, as `d`. */
function isInState(state: DialState): RawBuilder<SqlBool> {
  const call = sql`exists (select from calls k where k.tenant_id = d.tenant_id and k.id = d.claimed_call_id and k.answered_at is not null)`;
  if (state === 'talking') return sql<SqlBool>`d.claimed_call_id is not null and ${call}`;
  if (state === 'ringing') return sql<SqlBool>`d.claimed_call_id is not null and not ${call}`;
  const idle = sql`d.claimed_call_id is null`;
  if (state === 'waiting') return sql<SqlBool>`${idle} and not d.is_done`;
  const done = sql`${idle} and d.is_done`;
  if (state === 'blocked')
    return sql<SqlBool>`${done} and d.refusal is not null and d.refusal <> 'phone.invalid-number'`;
  const outcomes = [...namedOutcomes];
  if (state === 'failed')
    return sql<SqlBool>`${done} and d.refusal is null and coalesce(d.outcome, '') <> all(${outcomes}::text[])`;
  const wanted = outcomes.filter(
    (outcome) => dialState({ isClaimed: false, isAnswered: false, isDone: true, outcome, refusal: null }) === state,
  );
  const of = sql`d.refusal is null and d.outcome = any(${wanted}::text[])`;
  return state === 'invalid'
    ? sql<SqlBool>`${done} and (${of} or d.refusal = 'phone.invalid-number')`
    : sql<SqlBool>`${done} and ${of}`;
}

/** Ids of the numbers that a filter finds within the reach of a permission, with their batches as `l`. */
export async function found(
  tx: Tx,
  reader: Principal,
  filter: DialNumberFilter,
  permission: Needed = 'dial-list.read',
) {
  let all = withLists(tx).select('d.id').where(isInScope(reader, permission));
  if (permission !== 'dial-list.read') all = all.where(isInScope(reader));
  if (filter.list) all = all.where('d.listId', '=', filter.list);
  if (filter.category) all = all.where('l.category', '=', filter.category);
  if (filter.agent) all = all.where('d.agentId', 'in', filter.agent.split(','));
  if (filter.assigned !== undefined) all = all.where('d.agentId', filter.assigned ? 'is not' : 'is', null);
  if (filter.done !== undefined) all = all.where('d.isDone', '=', filter.done);
  if (filter.dialState) all = all.where(isInState(filter.dialState));
  const { search } = filter;
  if (search && isDigits(search)) {
    const digits = searchDigits(search, reader.masksNumbers);
    return all.where(digits ? sql<SqlBool>`d.number like ${digits.pattern}` : sql<SqlBool>`false`);
  }
  return withText(all, { id: 'd.id', texts: sql<string[]>`array[d.name, d.note]` }, reader, search);
}

/** In which order numbers are dialled: pinned ones before all others, then as they came. */
export const turn = sql<number>`(case when d.pinned_at is null then d.place else d.place - 1000000000 end)`;

/** In a list of both, those that were dialled stand behind those that wait. */
const inList = sql<number>`(case when d.is_done then d.place + 1000000000 else ${turn} end)`;

/** Dialled ones by their last call, the others as they are dialled. */
export async function listNumbers(
  tx: Tx,
  reader: Principal,
  query: DialNumberFilter & { cursor?: string; limit?: number },
) {
  const ids = await found(tx, reader, query);
  const read = (some: readonly string[]) => described(tx, reader).where('d.id', 'in', some).execute();
  const last = sql<Date>`coalesce(d.last_at, d.created_at)`;
  return query.done
    ? inTwoParts(tx, 'dialled numbers', query, ids.select([sql<boolean>`false`.as('isFirst'), last.as('at')]), read)
    : inOrder(tx, 'numbers to dial', query, ids.select(inList.as('place')), read);
}

/** One that the reader may see. */
export const findNumber = (tx: Tx, reader: Principal, id: string): Promise<Described | undefined> =>
  described(tx, reader).where('d.id', '=', id).where(isInScope(reader)).executeTakeFirst();

/** Of those that the reader may see or dials, the one for which a call was made. */
export const numberOfCall = (tx: Tx, reader: Principal, callId: string) =>
  tx
    .selectFrom('dialNumbers as d')
    .select(['d.name', 'd.note'])
    .where((eb) => eb.or([eb('d.claimedCallId', '=', callId), eb('d.callId', '=', callId)]))
    .where((eb) => eb.or([eb('d.claimedById', '=', reader.userId), isInScope(reader)]))
    .limit(1)
    .executeTakeFirst();

export const belongingOf = ({
  agentId,
  departmentId,
}: {
  agentId: string | null;
  departmentId: string | null;
}): Belonging => ({
  ownerIds: agentId === null ? [] : [agentId],
  departmentIds: [departmentId],
});

const countedTo = 1000;
/** How many numbers of open batches wait for the reader, counted to a thousand. */
export async function waitingFor(tx: Tx, { userId }: Principal): Promise<number> {
  const some = withLists(tx)
    .select('d.id')
    .where('d.agentId', '=', userId)
    .where('d.isDone', '=', false)
    .where('d.claimedCallId', 'is', null)
    .where('l.isEnded', '=', false)
    .limit(countedTo);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${some}) as found`.execute(tx);
  return rows[0]!.count;
}
