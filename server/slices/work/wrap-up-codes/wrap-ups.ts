/** What agents say of calls: by a code each, chosen in the call, in its after-call work, or late. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import { wrapUpLimits, type WrapUp, type WrapUpsOfCall, type wrapUpCodeRoutes } from '@bahu/contract/wrap-up-codes.ts';
import { dueAt, isLate, type NextAction } from '@bahu/domain/wrap-up/wrap-up.ts';
import { audit } from '../../../kernel/audit.ts';
import { mayChange, numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { newId } from '../../../kernel/ids.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Belonging } from '../../../kernel/ownership/range.ts';
import { forgetReads } from '../../people/todos/index.ts';
import { namedCodes, openGroups } from './store.ts';

type Body = Input<typeof wrapUpCodeRoutes.choose>['body'];

/** Whether the reader may choose for whoever else talked in the call `c`. */
const mayCorrect = (reader: Principal): RawBuilder<SqlBool> =>
  reader.permissions.has('wrap-up.correct')
    ? condition({ owner: 'c.agentId', department: 'c.departmentId' }, rangeOf(reader, 'wrap-up.correct'))
    : sql<SqlBool>`false`;

/** An agent who talked in a call, with their part in it and what they say of it. */
interface Talked {
  agentId: string;
  agentName: string | null;
  queueId: string | null;
  departmentId: string | null;
  endedAt: Date | null;
  wrapUpMs: number;
  isWrappingUp: boolean;
  mayCorrect: boolean;
  isRequired: boolean;
  codeId: string | null;
  isLate: boolean;
  dueAt: Date | null;
  nextAction: NextAction | null;
  blockedEntryId: string | null;
  version: number;
  history: { at: string; codeId: string; byName: string | null; isLate: boolean }[];
}

/** Everybody who talked in a call, in their order: the last stay of each counts. */
async function talkedIn(tx: Tx, reader: Principal, callId: string): Promise<Talked[]> {
  const { rows } = await sql<Talked>`
    select p.agent_id as "agentId", u.name as "agentName", coalesce(p.queue_id, w.queue_id) as "queueId", c.department_id as "departmentId",
      p.ended_at as "endedAt", p.wrap_up_ms as "wrapUpMs", coalesce(${mayCorrect(reader)}, false) as "mayCorrect",
      exists (select from live_state l where l.tenant_id = c.tenant_id and l.kind = 'agent' and l.id = p.agent_id
        and l.state ->> 'wrapUpCallId' = c.id::text and l.state ->> 'wrapUpEndsAt' is not null) as "isWrappingUp",
      coalesce(w.is_required, bahu_wants_wrap_up(c.tenant_id, p.queue_id) and c.direction <> 'internal') as "isRequired",
      w.code_id as "codeId", coalesce(w.is_late, false) as "isLate", w.due_at as "dueAt", o.next_action as "nextAction",
      w.blocked_entry_id as "blockedEntryId", coalesce(w.version, 0) as version,
      coalesce((select jsonb_agg(jsonb_build_object('at', h.chosen_at, 'codeId', h.code_id, 'byName', b.name, 'isLate', h.is_late) order by h.id desc)
        from (
          select * from wrap_up_choices h where h.tenant_id = c.tenant_id and h.call_id = c.id and h.agent_id = p.agent_id
          order by h.id desc limit ${wrapUpLimits.choices}
        ) h left join users b on b.tenant_id = h.tenant_id and b.id = h.chosen_by_id), '[]') as history
    from calls c cross join lateral (
      select distinct on (s.agent_id) s.agent_id, s.queue_id, s.started_at, s.ended_at, s.wrap_up_ms
      from (
        select s.agent_id, s.queue_id, s.started_at, s.ended_at, s.wrap_up_ms, s.seq from call_segments s
        where s.tenant_id = c.tenant_id and s.call_id = c.id and s.kind = 'agent' and s.is_main and s.answered_at is not null
        union all select c.agent_id, c.queue_id, c.started_at, c.ended_at, 0, 0 where c.answered_at is not null
      ) s where s.agent_id is not null order by s.agent_id, s.seq desc
    ) p
    left join users u on u.tenant_id = c.tenant_id and u.id = p.agent_id
    left join call_wrap_ups w on w.tenant_id = c.tenant_id and w.call_id = c.id and w.agent_id = p.agent_id
    left join wrap_up_codes o on o.tenant_id = c.tenant_id and o.id = w.code_id
    where c.id = ${callId} order by p.started_at, p.agent_id`.execute(tx);
  return rows;
}

/** @throws Refusal not-found for a call that the reader may not open. */
async function mustOpen(tx: Tx, reader: Principal, callId: string) {
  const call = await openRecord(tx, reader, 'call', callId);
  if (!call) throw new Refusal('not-found');
  return call;
}

const mayChoose = (reader: Principal, { agentId, mayCorrect: isTheirs }: Talked): boolean =>
  mayChange(reader) && reader.permissions.has('wrap-up.choose') && (agentId === reader.userId || isTheirs);

type Names = ReadonlyMap<string, WrapUp['history'][number]['code']>;
async function namesFor(tx: Tx, reader: Principal): Promise<Names> {
  const seen = (text: string): string => textFor(reader, text);
  const rows = await namedCodes(tx).execute();
  return new Map(
    rows.map(({ id, ...of }) => [
      id,
      { id, name: seen(of.name), nameEn: seen(of.nameEn), group: seen(of.group), groupEn: seen(of.groupEn) },
    ]),
  );
}

const present = (reader: Principal, names: Names, row: Talked): WrapUp => ({
  agentId: row.agentId,
  agentName: row.agentName,
  isRequired: row.isRequired,
  code: row.codeId === null ? null : names.get(row.codeId)!,
  nextAction: row.nextAction ?? 'none',
  isLate: row.isLate,
  dueAt: row.dueAt?.toISOString() ?? null,
  history: row.history.map(({ at, codeId, byName, isLate: wasLate }) => ({
    at: new Date(at).toISOString(),
    code: names.get(codeId)!,
    byName,
    isLate: wasLate,
  })),
  can: mayChoose(reader, row) ? ['choose'] : [],
});

/** What everybody who talked says of a call, and what can be chosen: of the reader's own queue in it, else of its last one. */
export async function wrapUpsOfCall(tx: Tx, reader: Principal, callId: string): Promise<WrapUpsOfCall> {
  const { direction, queueId } = await mustOpen(tx, reader, callId);
  const talked = await talkedIn(tx, reader, callId);
  const own = talked.find(({ agentId }) => agentId === reader.userId) ?? talked.at(-1);
  const names = await namesFor(tx, reader);
  return {
    // A call that is not answered yet is of its queue.
    groups: direction === 'internal' ? [] : await openGroups(tx, own?.queueId ?? queueId),
    agents: talked.map((row) => present(reader, names, row)),
  };
}

export interface Chosen {
  wrapUp: WrapUp;
  version: number;
  belonging: Belonging;
  /** What calls go by has changed with it. */
  isBlocking: boolean;
}

/**
 * Chooses the code of an agent's part in a call. The same code again changes its time alone.
 * @throws Refusal not-found, wrap-up.not-talked, wrap-up.no-such-code for one that the call cannot have, wrap-up.too-many behind too many changes,
 * forbidden for somebody else's part.
 */
export async function choose(tx: Tx, ctx: Ctx, callId: string, body: Body, now: number): Promise<Chosen> {
  const { principal: reader } = ctx;
  const call = await mustOpen(tx, reader, callId);
  const agentId = body.agentId ?? reader.userId;
  const part = await lockPart(tx, reader, { callId, agentId });
  const groups = call.direction === 'internal' ? [] : await openGroups(tx, part.queueId);
  const code = groups.flatMap(({ codes }) => codes).find(({ id }) => id === body.codeId);
  if (!code) throw new Refusal('wrap-up.no-such-code');
  const wished = body.dueAt === undefined ? null : readMoment(body.dueAt, 'dueAt').getTime();
  const isNew = code.id !== part.codeId;
  if (isNew && part.history.length >= wrapUpLimits.choices)
    throw new Refusal('wrap-up.too-many', { most: wrapUpLimits.choices });
  const late = isNew ? isLate({ ...part, endedAt: part.endedAt?.getTime() ?? null }, now) : part.isLate;
  const due = isNew || wished !== null ? dueAt(code, { now, wished }) : (part.dueAt?.getTime() ?? null);
  const blockedEntryId = isNew ? await reblock(tx, ctx, { call, part, code }) : part.blockedEntryId;
  await store(
    tx,
    reader,
    { callId, agentId, queueId: part.queueId, isRequired: part.isRequired },
    {
      codeId: code.id,
      isLate: late,
      dueAt: due === null ? null : new Date(due),
      blockedEntryId,
      isNew,
    },
  );
  if (isNew) await tell(tx, ctx, { callId, number: call.number, agentId, name: code.name });
  const after = (await talkedIn(tx, reader, callId)).find((one) => one.agentId === agentId)!;
  return {
    wrapUp: present(reader, await namesFor(tx, reader), after),
    version: after.version,
    belonging: { ownerIds: [agentId], departmentIds: [part.departmentId] },
    isBlocking: isNew && (blockedEntryId ?? part.blockedEntryId) !== null,
  };
}

/**
 * What an agent says of a call until now, which nobody else changes meanwhile: of two who choose at once, the second one undoes what the first one had
 * done. @throws Refusal wrap-up.not-talked, forbidden.
 */
async function lockPart(tx: Tx, reader: Principal, { callId, agentId }: PartId): Promise<Talked> {
  const find = async () => (await talkedIn(tx, reader, callId)).find((one) => one.agentId === agentId);
  const part = await find();
  if (!part) throw new Refusal('wrap-up.not-talked');
  if (!mayChoose(reader, part)) throw new Refusal('forbidden');
  const { queueId, isRequired } = part;
  await tx
    .insertInto('callWrapUps')
    .values({ tenantId: reader.tenantId, callId, agentId, queueId, isRequired })
    .onConflict((known) => known.columns(['tenantId', 'callId', 'agentId']).doUpdateSet({ agentId }))
    .execute();
  return (await find())!;
}
interface PartId {
  callId: string;
  agentId: string;
}

interface Asked {
  call: { id: string; number: string };
  part: Talked;
  code: { name: string; nextAction: NextAction };
}
/**
 * A code by which there are no more calls puts the number on the list; one that is chosen instead takes it off again, as long as nothing else that was
 * said of a call keeps it there. Everything that does has the same entry.
 */
async function reblock(tx: Tx, { principal, address }: Ctx, { call, part, code }: Asked): Promise<string | null> {
  const isBlock = code.nextAction === 'block' && call.number !== '';
  if (!isBlock && part.blockedEntryId === null) return null;
  const actor = { principal, address };
  const { number } = call;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`blocked ${principal.tenantId} ${number}`}, 0))`.execute(
    tx,
  );
  const kept = await otherBlock(tx, number, { callId: call.id, agentId: part.agentId });
  if (isBlock) {
    const entryId = part.blockedEntryId ?? kept ?? newId();
    await publish(tx, 'number.blocked', { entryId, number, reason: code.name, actor });
    return entryId;
  }
  if (kept === null) await publish(tx, 'number.unblocked', { entryId: part.blockedEntryId!, actor });
  return null;
}

/** The entry of a number by what else was said of calls with it. */
async function otherBlock(tx: Tx, number: string, { callId, agentId }: PartId): Promise<string | null> {
  const other = await tx
    .selectFrom('callWrapUps as w')
    .innerJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'w.tenantId').onRef('c.id', '=', 'w.callId'))
    .select('w.blockedEntryId')
    .where('w.blockedEntryId', 'is not', null)
    .where('c.number', '=', number)
    .where(sql<SqlBool>`(w.call_id, w.agent_id) <> (${callId}::uuid, ${agentId}::uuid)`)
    .limit(1)
    .executeTakeFirst();
  return other?.blockedEntryId ?? null;
}

interface Kept {
  codeId: string;
  isLate: boolean;
  dueAt: Date | null;
  blockedEntryId: string | null;
  isNew: boolean;
}
async function store(
  tx: Tx,
  { tenantId, userId }: Principal,
  of: { callId: string; agentId: string; queueId: string | null; isRequired: boolean },
  { isNew, ...kept }: Kept,
): Promise<void> {
  const values = { ...kept, ...(isNew && { chosenAt: sql<Date>`now()`, chosenById: userId }) };
  await tx
    .insertInto('callWrapUps')
    .values({ tenantId, ...of, ...values })
    .onConflict((known) =>
      known
        .columns(['tenantId', 'callId', 'agentId'])
        .doUpdateSet({ ...values, version: sql<number>`call_wrap_ups.version + 1` }),
    )
    .execute();
  const { callId, agentId } = of;
  await forgetReads(tx, 'wrap-up', callId);
  if (!isNew) return;
  const { codeId, isLate: late } = kept;
  await tx
    .insertInto('wrapUpChoices')
    .values({ tenantId, callId, agentId, codeId, chosenById: userId, isLate: late })
    .execute();
}

/** Other systems get the call with its codes; the log says what somebody else has chosen for an agent. */
async function tell(
  tx: Tx,
  ctx: Ctx,
  { callId, number, agentId, name }: { callId: string; number: string; agentId: string; name: string },
): Promise<void> {
  await emit(tx, 'call.wrapped-up', callId);
  if (agentId === ctx.principal.userId) return;
  const recordName = numberFor({ masksNumbers: false }, number);
  await audit(tx, ctx, {
    action: 'wrap-up.correct',
    recordType: 'call',
    recordId: callId,
    recordName,
    after: { code: name },
  });
}
