import { sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { tenantStates } from '@bahu/contract/operator.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { Tables } from '../../../kernel/tables.ts';
import { anywhere } from '../../../kernel/text-search.ts';
import type { Tenant } from '../tenants/index.ts';

export interface TenantFilter {
  cursor?: string;
  limit?: number;
  search?: string;
  status?: (typeof tenantStates)[number];
}

const order = 'tenants by code';

/** A tenant that was suspended counts as suspended whether its time has come or not. */
function hasStatus(
  eb: ExpressionBuilder<Tables, 'tenants'>,
  status: NonNullable<TenantFilter['status']>,
): Expression<SqlBool> {
  if (status === 'suspended') return eb('status', '=', 'suspended');
  const isOver = eb.and([eb('expiresAt', 'is not', null), eb('expiresAt', '<=', sql<Date>`now()`)]);
  return eb.and([eb('status', '=', 'active'), status === 'expired' ? isOver : eb.not(isOver)]);
}

export async function listTenants(tx: Tx, filter: TenantFilter) {
  const limit = pageSize(filter);
  const after = readCursor(order, filter.cursor);
  const { search, status } = filter;
  let found = tx.selectFrom('tenants');
  if (search) {
    const pattern = anywhere(search);
    found = found.where((eb) =>
      eb.or([
        eb('code', 'like', pattern),
        eb(eb.fn<string>('bahu_fold', ['name']), 'like', pattern),
        eb(eb.fn<string>('bahu_fold', ['note']), 'like', pattern),
      ]),
    );
  }
  if (status) found = found.where((eb) => hasStatus(eb, status));
  const count = await countRows(tx, found.select('id'));
  const page = after === null ? found : found.where('code', '>', after.at ?? '');
  const rows: Tenant[] = await page
    .selectAll()
    .orderBy('code')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(order, rows, limit, (row) => ({ at: row.code, id: row.id })), ...count };
}

export interface NewTenantRow {
  id: string;
  code: string | null;
  name: string;
  note: string;
  licensedAgents: number;
  licensedChannels: number;
  storageBytes: number;
  expiresAt: Date | null;
  settings: Record<string, unknown>;
}

/** Creates the tenant's own row, with the lowest free code when none is given; the application's role has no other way to. */
export async function insertTenant(tx: Tx, row: NewTenantRow): Promise<void> {
  await sql`select bahu_create_tenant(${row.id}::uuid, ${row.code}::text, ${row.name}::text, ${row.note}::text, ${row.licensedAgents}::int, ${row.licensedChannels}::int,
    ${row.storageBytes}::bigint, ${row.expiresAt}::timestamptz, ${JSON.stringify(row.settings)}::jsonb)`.execute(tx);
}

/** From here on the transaction is the tenant's: it sees the tenant's rows, and no longer those of the platform. */
export async function goInto(tx: Tx, tenantId: string): Promise<void> {
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(tx);
}
