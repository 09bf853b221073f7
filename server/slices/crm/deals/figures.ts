/** What deals are of together, and how many customers come to sign: sums and figures over a whole query, within the reader's scope. */
import { sql, type SqlBool } from 'kysely';
import type { Static } from 'typebox';
import { mostFigureDays, type DealFilter, type dealRoutes } from '@bahu/contract/deals.ts';
import type { Input, Reply } from '@bahu/contract/route.ts';
import { isSigned } from '@bahu/domain/fields/deal-fields.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { customersInScope } from '../customers/index.ts';
import { dayOf, dealStages, filteredDeals } from './store.ts';

/** Exact: never through a binary number. */
export async function sumDeals(
  tx: Tx,
  reader: Principal,
  filter: Static<typeof DealFilter>,
): Promise<Reply<typeof dealRoutes.sums>> {
  const found = (await filteredDeals(tx, reader, filter, 'customer.read')).select(['d.dealStage as stage', 'd.amount']);
  const { rows } = await sql<{ stage: string | null; amount: string }>`
    select stage, coalesce(sum(amount), 0.00)::text as amount from (${found}) as found group by grouping sets ((), (stage))`.execute(
    tx,
  );
  const of = (stage: string | null): string => rows.find((row) => row.stage === stage)?.amount ?? '0.00';
  return { amount: of(null), stages: dealStages.map((stage) => ({ stage, amount: of(stage) })) };
}

const dayMs = 86_400_000;

/** @throws Refusal input.invalid for a time that is too long. */
export async function figuresOf(
  tx: Tx,
  reader: Principal,
  { from, to, agent }: Input<typeof dealRoutes.figures>['query'],
): Promise<Reply<typeof dealRoutes.figures>> {
  const [begin, end] = [readMoment(from, 'from'), readMoment(to, 'to')];
  if (end.getTime() - begin.getTime() > mostFigureDays * dayMs)
    throw new Refusal('input.invalid', undefined, [{ path: 'to', rule: 'maximum' }]);
  const [first, last] = [await dayOf(tx, reader.tenantId, begin), await dayOf(tx, reader.tenantId, end)];
  const agents = agent ? sql`${agent.split(',')}::uuid[]` : sql`null::uuid[]`;
  const mayRead = reader.permissions.has('customer.read');
  const { rows } = await sql<{ called: number; reached: number; signed: number }>`
    select count(*)::int as called, count(*) filter (where is_reached)::int as reached,
      count(*) filter (where is_reached and has_signed)::int as signed
    from (
      select bool_or(k.talk_seconds > 0) as is_reached, exists (
        select from deals d where d.tenant_id = c.tenant_id and d.customer_id = c.id and d.deal_stage = any(${dealStages.filter(isSigned)}::text[])
          and d.signed_on >= ${first}::date and d.signed_on < ${last}::date and (${agents} is null or d.agent_id = any(${agents}))) as has_signed
      from calls k join customers c on c.tenant_id = k.tenant_id and c.id = k.customer_id
      where k.tenant_id = ${reader.tenantId} and k.started_at >= ${begin} and k.started_at < ${end} and k.direction <> 'internal'
        and (${agents} is null or k.agent_id = any(${agents})) and ${mayRead ? customersInScope(reader) : sql<SqlBool>`false`}
      group by c.tenant_id, c.id
    ) as each`.execute(tx);
  return rows[0]!;
}
