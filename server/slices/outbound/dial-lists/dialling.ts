/**
 * The next number of an agent (SPEC A2.7). It is claimed by the id of the call that is made for it, before the call is: one number is claimed once in
 * the company, and one agent claims one. The end of the call settles it (0320-dial-lists.sql); where no call came of it, it waits on.
 */
import { sql } from 'kysely';
import { isAboutNumber, type NumberRefusal } from '@bahu/domain/dial-lists/number-state.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { placeListed, type DeskOptions } from '../../work/desk/index.ts';
import { belongingOf, isInScope, turn } from './store.ts';

interface Claimed {
  id: string;
  number: string;
  extension: string;
  agentId: string | null;
  departmentId: string | null;
  version: number;
}

/** So long the call of a claim may take to be written down. */
const begins = { own: '10 seconds', others: '2 minutes' } as const;

/** Claims for which there is no call, or one that is over: whoever made them was killed before. */
const freed = sql`claimed_call_id = null, claimed_by_id = null, claimed_at = null`;
const isLost = (patience: string) => sql`claimed_at < now() - ${patience}::interval
  and not exists (select from calls c where c.tenant_id = dial_numbers.tenant_id and c.id = claimed_call_id and c.ended_at is null)`;

/** Frees what was claimed and never called. */
export async function freeLost(db: Db): Promise<void> {
  for (const { id } of await db.system(listTenants))
    await db.tenant(id, (tx) =>
      sql`update dial_numbers set ${freed} where claimed_call_id is not null and ${isLost(begins.others)}`.execute(tx),
    );
}

/** Not among them whose number somebody dials at this moment, from whichever batch. */
const isFree = sql`d.claimed_call_id is null and not l.is_ended and not exists (
  select from dial_numbers o where o.tenant_id = d.tenant_id and o.number = d.number and o.extension = d.extension and o.claimed_call_id is not null)`;

/** Claims one: this one, or the agent's next. Rows that others are about to claim are passed over. */
async function claim(tx: Tx, { userId }: Principal, callId: string, id: string | null): Promise<Claimed | undefined> {
  const wanted = id === null ? sql`d.agent_id = ${userId}::uuid and not d.is_done` : sql`d.id = ${id}::uuid`;
  await sql`update dial_numbers set ${freed} where claimed_by_id = ${userId}::uuid and claimed_call_id is not null and ${isLost(begins.own)}`.execute(
    tx,
  );
  const { rows } = await sql<Claimed>`
    update dial_numbers set claimed_call_id = ${callId}::uuid, claimed_by_id = ${userId}::uuid, claimed_at = now(), version = version + 1
    where id = (
      select d.id from dial_numbers d join dial_lists l on l.tenant_id = d.tenant_id and l.id = d.list_id
      where ${wanted} and ${isFree} order by ${turn} limit 1 for update of d skip locked)
    returning id, number, extension, agent_id as "agentId", department_id as "departmentId", version`.execute(tx);
  return rows[0];
}

/** Tries: each time somebody else was quicker with the same number. */
const maxTries = 5;

/** @throws Refusal dial-list.nothing-next, dial-list.being-dialled, dial-list.ended, not-found, or phone.call-in-progress for who dials one already. */
async function claimOne(ctx: Ctx, callId: string, id: string | null): Promise<Claimed> {
  for (let tries = 1; ; tries++)
    try {
      const one = await ctx.tenant(async (tx) => {
        if (id !== null) await mustSee(tx, ctx.principal, id);
        return claim(tx, ctx.principal, callId, id);
      });
      if (one) return one;
      throw new Refusal(id === null ? 'dial-list.nothing-next' : 'dial-list.being-dialled');
    } catch (error) {
      if (takenKey(error) === 'dial_numbers_claimed_by') throw new Refusal('phone.call-in-progress');
      if (takenKey(error) !== 'dial_numbers_claimed') throw error;
      if (tries >= maxTries) throw new Refusal('dial-list.being-dialled');
    }
}

async function mustSee(tx: Tx, reader: Principal, id: string): Promise<void> {
  const one = await tx
    .selectFrom('dialNumbers as d')
    .innerJoin('dialLists as l', (join) => join.onRef('l.tenantId', '=', 'd.tenantId').onRef('l.id', '=', 'd.listId'))
    .select('l.isEnded')
    .where('d.id', '=', id)
    .where(isInScope(reader))
    .executeTakeFirst();
  if (!one) throw new Refusal('not-found');
  if (one.isEnded) throw new Refusal('dial-list.ended');
}

/** No call came of it. What is wrong with the number stands at it; otherwise it waits on. */
async function giveBack(tx: Tx, { id }: Claimed, callId: string, why: NumberRefusal | null): Promise<void> {
  const said =
    why === null
      ? sql``
      : sql`, is_done = true, refusal = ${why}, last_at = now(), talk_seconds = 0, outcome = null, call_id = (select c.id from calls c where c.id = ${callId}::uuid)`;
  // A call that was refused as it began has freed it already.
  await sql`update dial_numbers set ${freed}, version = version + 1${said}
    where id = ${id}::uuid and (claimed_call_id = ${callId}::uuid or claimed_call_id is null)`.execute(tx);
}

interface Dialling {
  readonly desk: Pick<DeskOptions, 'phone' | 'findCustomer' | 'homeOf'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly recordChanged: (
    tenantId: string,
    change: { type: 'dial-number'; id: string; version: number },
    belonging: ReturnType<typeof belongingOf>,
  ) => void;
}

/** Calls the agent's next number, or this one. @throws Refusal saying why there is no call. */
export async function dial(
  { desk, clock, recordChanged }: Dialling,
  ctx: Ctx,
  { id, addsZero }: { id: string | null; addsZero: boolean | undefined },
): Promise<{ callId: string; numberId: string }> {
  if (!ctx.principal.permissions.has('call.place')) throw new Refusal('forbidden');
  const callId = newId(clock.now());
  const one = await claimOne(ctx, callId, id);
  const tell = () =>
    recordChanged(
      ctx.principal.tenantId,
      { type: 'dial-number', id: one.id, version: one.version + 1 },
      belongingOf(one),
    );
  try {
    await placeListed(desk, ctx, { number: one.number, keys: one.extension, callId, addsZero });
    return { callId, numberId: one.id };
  } catch (error) {
    // Of what is no refusal nobody knows whether there is a call: the claim stays for as long as there may be one.
    if (error instanceof Refusal) {
      const why = isAboutNumber(error.code) ? error.code : null;
      await ctx.tenant((tx) => giveBack(tx, one, callId, why));
    }
    throw error;
  } finally {
    tell();
  }
}
