import type { Selectable } from 'kysely';
import type { Tx } from '../../kernel/db.ts';
import type { TenantRow } from '../../kernel/tables.ts';

export type Tenant = Selectable<TenantRow>;

export const findById = (tx: Tx, id: string): Promise<Tenant | undefined> => tx.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst();

export const findByCode = (tx: Tx, code: string): Promise<Tenant | undefined> => tx.selectFrom('tenants').selectAll().where('code', '=', code).executeTakeFirst();

export const listAll = (tx: Tx): Promise<Tenant[]> => tx.selectFrom('tenants').selectAll().orderBy('code').execute();
