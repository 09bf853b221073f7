/** Leaders remind agents from the board (提醒): a to-do of the agent, said at their desk at once (SPEC U6, C8). */
import { sql, type SqlBool } from 'kysely';
import type { LimitName } from '@bahu/domain/monitor/states.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import type { MomentWithDefault, OfTenant } from '../../../kernel/tables/columns.ts';
import type { Host } from '../../server-slice.ts';
import { countUnread, forgetReads, isReadBy, type TodoSource } from '../../people/todos/index.ts';
import { isInScope } from '../../people/users/index.ts';
import { findAgent } from './agents.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    agentReminders: OfTenant & {
      id: string;
      agentId: string;
      byId: string;
      about: LimitName;
      seconds: number;
      at: MomentWithDefault;
    };
  }
}

/** Whoever reminds them, an agent is left alone for so long. */
const pauseSeconds = 60;
/** Afterwards it is about a moment that is long past. */
const isFresh = sql<SqlBool>`m.at > now() - interval '12 hours'`;

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (seconds: number): string => `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;

interface Reminder {
  about: LimitName;
  /** For how long it has been so. */
  seconds: number;
}

/** @throws Refusal not-found for an agent out of scope; input.invalid for oneself; monitor.reminded for one who was reminded a moment ago. */
async function remind(tx: Tx, ctx: Ctx, agentId: string, { about, seconds }: Reminder): Promise<string> {
  const { principal } = ctx;
  const agent = await findAgent(tx, agentId);
  if (!agent || !isInScope(principal, agent, 'monitor.remind')) throw new Refusal('not-found');
  if (agent.id === principal.userId) throw new Refusal('input.invalid');
  await sql`select pg_advisory_xact_lock(hashtextextended(${`remind ${agentId}`}, 0))`.execute(tx);
  const known = await tx
    .selectFrom('agentReminders as m')
    .select(['m.id', sql<boolean>`m.at > now() - make_interval(secs => ${pauseSeconds})`.as('isRecent')])
    .where('m.agentId', '=', agentId)
    .execute();
  if (known.some(({ isRecent }) => isRecent)) throw new Refusal('monitor.reminded');
  for (const { id } of known) await forgetReads(tx, 'agent-reminder', id);
  // Of one agent the latest alone matters.
  await tx.deleteFrom('agentReminders').where('agentId', '=', agentId).execute();
  const id = newId();
  const { tenantId, userId: byId } = principal;
  await tx.insertInto('agentReminders').values({ tenantId, id, agentId, byId, about, seconds }).execute();
  const entry = { recordType: 'user', recordId: agent.id, recordName: agent.name } as const;
  await audit(tx, ctx, { action: 'monitor.remind', ...entry, after: { about, seconds } });
  return id;
}

/** Reminds them, and tells their desk. @throws Refusal as `remind`. */
export async function sendReminder(
  ctx: Ctx,
  agentId: string,
  reminder: Reminder,
  recordChanged: Host['recordChanged'],
): Promise<object> {
  const id = await ctx.tenant((tx) => remind(tx, ctx, agentId, reminder));
  const { tenantId } = ctx.principal;
  recordChanged(tenantId, { type: 'agent-reminder', id, version: 1 }, { ownerIds: [agentId] });
  return {};
}

const own = (tx: Tx, reader: Principal) =>
  tx.selectFrom('agentReminders as m').where('m.agentId', '=', reader.userId).where(isFresh);

export const reminderTodos: TodoSource = {
  unread: async (tx, reader, most) => {
    const found = own(tx, reader).where(sql<SqlBool>`not ${isReadBy('agent-reminder', 'm.id', reader.userId)}`);
    const count = await countUnread(tx, found.select('m.id'));
    const rows = await found
      .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'm.tenantId').onRef('u.id', '=', 'm.byId'))
      .select(['m.id', 'm.at', 'm.about', 'm.seconds', 'u.name as title'])
      .orderBy('m.at', 'desc')
      .limit(most)
      .execute();
    return {
      rows: rows.map(({ about, seconds, ...row }) => ({
        ...row,
        level: 'important' as const,
        about: `reminded-${about}` as const,
        detail: clock(seconds),
      })),
      count,
    };
  },
  isOpenTo: async (tx, reader, id) =>
    (await own(tx, reader).where('m.id', '=', id).select('m.id').executeTakeFirst()) !== undefined,
};
