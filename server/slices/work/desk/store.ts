/** What the desk reads: recent calls, and numbers to dial by reference. */
import { sql, type ExpressionBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { RecentCall } from '@bahu/contract/recent-call.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Tables } from '../../../kernel/tables.ts';
import { findOpenCall } from '../calls/index.ts';
import { findMissedCall } from '../missed-calls/index.ts';
import { findOpenCustomer } from '../../crm/customers/index.ts';

/** `keys`: the extension behind the number, or empty. */
export interface Party {
  number: string;
  keys: string;
  customer: { id: string; name: string } | null;
}

const recentCount = 20;

/** The agent's latest calls over our lines, also those that rang at them only, newest first. Ids of calls rise with time. */
export async function recentCallsOf(tx: Tx, principal: Principal): Promise<Static<typeof RecentCall>[]> {
  const { userId: agentId } = principal;
  const taken = tx
    .selectFrom('calls')
    .select('id')
    .where('agentId', '=', agentId)
    .where('isElsewhere', '=', false)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(recentCount);
  const rung = tx
    .selectFrom('callLegs')
    .select('callId as id')
    .where('agentId', '=', agentId)
    .groupBy('callId')
    .orderBy('callId', 'desc')
    .limit(recentCount);
  const rows = await tx
    .selectFrom('calls as c')
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'c.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .leftJoinLateral(
      (eb) => ownLegs(eb, agentId).as('own'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.direction',
      'c.number',
      'c.ownNumber',
      'c.agentId',
      'c.customerId',
      'cu.name as customerName',
      'c.startedAt',
      'c.talkSeconds',
      'c.outcome',
    ])
    .select(['own.wasTaken', 'own.hasEnded', 'own.wasRefused', 'own.wasTakenElsewhere'])
    .where((eb) =>
      eb.or([
        eb('c.id', 'in', eb.selectFrom(taken.as('t')).select('t.id')),
        eb('c.id', 'in', eb.selectFrom(rung.as('r')).select('r.id')),
      ]),
    )
    .orderBy('c.startedAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(recentCount)
    .execute();
  return rows.map((row) => {
    const isMissed = row.agentId !== agentId && row.hasEnded === true && row.wasTaken === false;
    const isCallee = row.direction === 'internal' && row.agentId !== agentId;
    return {
      callId: row.id,
      direction: row.direction,
      number: numberFor(principal, isCallee ? row.ownNumber : row.number),
      customerId: row.customerId,
      customerName: row.customerName && textFor(principal, row.customerName),
      startedAt: row.startedAt.toISOString(),
      talkSeconds: isMissed ? 0 : row.talkSeconds,
      outcome: isMissed ? outcomeUntaken(row) : row.outcome,
    };
  });
}

/** How a call ended for an agent at whom it rang and who did not take it. One that another took before they could has not been missed. */
const outcomeUntaken = ({
  wasRefused,
  wasTakenElsewhere,
}: {
  wasRefused: boolean | null;
  wasTakenElsewhere: boolean | null;
}): 'refused' | 'cancelled' | 'missed' => (wasRefused ? 'refused' : wasTakenElsewhere ? 'cancelled' : 'missed');

/** What became of the agent's own legs in a call: a call can ring more than once at the same agent. */
const ownLegs = (eb: ExpressionBuilder<Tables & { c: Tables['calls'] }, 'c'>, agentId: string) =>
  eb
    .selectFrom('callLegs as l')
    .whereRef('l.tenantId', '=', 'c.tenantId')
    .whereRef('l.callId', '=', 'c.id')
    .where('l.agentId', '=', agentId)
    .select([
      sql<boolean | null>`bool_or(l.answered_at is not null)`.as('wasTaken'),
      sql<boolean | null>`bool_and(l.ended_at is not null)`.as('hasEnded'),
      sql<boolean | null>`(array_agg(l.outcome order by l.started_at desc, l.id desc))[1] = 'refused'`.as('wasRefused'),
      sql<boolean | null>`bool_and(l.outcome = 'cancelled' and exists (
        select from call_legs o where o.tenant_id = l.tenant_id and o.call_id = l.call_id and o.agent_id <> l.agent_id and o.answered_at >= l.started_at))`.as(
        'wasTakenElsewhere',
      ),
    ]);

/** A number of a customer whom the reader may open: the primary one, or the one that is named. */
export async function phoneOfCustomer(
  tx: Tx,
  principal: Principal,
  customerId: string,
  numberId = customerId,
): Promise<Party | null> {
  const customer = await findOpenCustomer(tx, principal, customerId);
  const wanted = customer?.numbers.find(({ id }) => id === numberId);
  return customer && wanted
    ? { number: wanted.number, keys: wanted.extension, customer: { id: customer.id, name: customer.name } }
    : null;
}

/**
 * The other party of an earlier call that the reader may open, with the name of a customer only if they may open that too. To the one who was
 * called inside the company, the other party is the colleague who called.
 */
export async function otherPartyOfCall(tx: Tx, principal: Principal, callId: string): Promise<Party | null> {
  const call = await findOpenCall(tx, principal, callId);
  if (!call) return null;
  const number = call.direction === 'internal' && call.agentId !== principal.userId ? call.ownNumber : call.number;
  return partyBehind(tx, principal, number, call.customerId);
}

/** A caller whom nobody has served, of those that the reader may see. */
export async function missedCaller(tx: Tx, principal: Principal, missedCallId: string): Promise<Party | null> {
  const missed = await findMissedCall(tx, principal, missedCallId);
  return missed ? partyBehind(tx, principal, missed.number, missed.customerId) : null;
}

async function partyBehind(
  tx: Tx,
  principal: Principal,
  number: string,
  customerId: string | null,
): Promise<Party | null> {
  const customer = customerId === null ? undefined : await findOpenCustomer(tx, principal, customerId);
  const keys = customer?.numbers.find((one) => one.number === number)?.extension ?? '';
  return { number, keys, customer: customer ? { id: customer.id, name: customer.name } : null };
}
