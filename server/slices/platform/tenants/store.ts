import { sql, type Selectable, type Updateable } from 'kysely';
import type { TenantChange } from '@bahu/contract/tenants.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { TenantRow } from '../../../kernel/tables.ts';
import { storedBytes } from './storage.ts';

export type Tenant = Selectable<TenantRow>;

export const findById = (tx: Tx, id: string): Promise<Tenant | undefined> =>
  tx.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst();

export const findByCode = (tx: Tx, code: string): Promise<Tenant | undefined> =>
  tx.selectFrom('tenants').selectAll().where('code', '=', code).executeTakeFirst();

export const listAll = (tx: Tx): Promise<Tenant[]> => tx.selectFrom('tenants').selectAll().orderBy('code').execute();

/** Stores parts of the settings, unless somebody else did so since `version`. */
export async function updateSettings(tx: Tx, id: string, version: number, parts: TenantChange): Promise<boolean> {
  // Of home the company sets a part.
  const { home = {}, ...others } = parts;
  const { numUpdatedRows } = await tx
    .updateTable('tenants')
    .set({
      settings: sql<string>`settings || ${JSON.stringify(others)}::jsonb || jsonb_build_object('home',
        coalesce(settings -> 'home', '{}') || ${JSON.stringify(home)}::jsonb)`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What the operator changes of a tenant, unless somebody else did so since `version`. */
export async function changeLicence(
  tx: Tx,
  id: string,
  version: number,
  values: Updateable<TenantRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('tenants')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface Usage {
  agents: number;
  channels: number;
  storageBytes: number;
}

/** What a tenant uses of its licence: agents that are enabled, calls that are open on a trunk now, bytes of files. */
export async function usageOf(tx: Tx): Promise<Usage> {
  const { rows } = await sql<Usage>`
    select (select count(*) from users where is_enabled) as agents, (select count(*) from calls where ended_at is null and trunk_id is not null) as channels,
      ${storedBytes} as "storageBytes"`.execute(tx);
  return rows[0]!;
}
