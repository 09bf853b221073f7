import { sql } from 'kysely';
import { scopedPermissions } from '@bahu/contract/permissions.ts';
import { scopeOf, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { holdsDepartment, rangeOf, type Reader } from '../../../kernel/ownership/range.ts';

export type DepartmentRecord = Awaited<ReturnType<typeof listAll>>[number];

/** All departments of the tenant in the order of siblings, each with its own people counted. They are few, so the tree is made of all of them. */
export const listAll = (tx: Tx) =>
  tx
    .selectFrom('departments as d')
    .leftJoin('users as h', (join) => join.onRef('h.tenantId', '=', 'd.tenantId').onRef('h.id', '=', 'd.headId'))
    .select(['d.id', 'd.parentId', 'd.name', 'd.code', 'd.headId', 'h.name as headName', 'd.path', 'd.version'])
    .select(
      sql<number>`row_number() over (partition by d.parent_id order by d.position, d.name, d.id) - 1`.as('position'),
    )
    .select(
      sql<number>`(select count(*) from users u where u.tenant_id = d.tenant_id and u.department_id = d.id)`.as(
        'userCount',
      ),
    )
    .orderBy('d.position')
    .orderBy('d.name')
    .orderBy('d.id')
    .execute();

/** Changes of the tree wait for each other, so that no two moves make a circle together. */
export const lockTree = async (tx: Tx, tenantId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('departments ' || ${tenantId}::text, 0))`.execute(tx);
};

export async function insertDepartment(
  tx: Tx,
  row: {
    tenantId: string;
    id: string;
    parentId: string | null;
    name: string;
    code: string;
    headId: string | null;
    path: string;
    position: number;
  },
): Promise<void> {
  await tx.insertInto('departments').values(row).execute();
}

export interface DepartmentValues {
  name?: string;
  code?: string;
  headId?: string | null;
  parentId?: string | null;
}

/** Changes a department when it still has the version that the editor saw; false when somebody was faster. */
export async function updateDepartment(
  tx: Tx,
  id: string,
  version: number,
  values: DepartmentValues,
): Promise<boolean> {
  const row = await tx
    .updateTable('departments')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the paths of a branch anew: what stood below `from` stands below `to`. */
export async function movePaths(tx: Tx, from: string, to: string): Promise<void> {
  await sql`update departments set path = ${to} || substr(path, length(${from}) + 1) where starts_with(path, ${from})`.execute(
    tx,
  );
}

/** Numbers siblings from 0 in the order of their ids. */
export async function writePositions(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update departments d set position = o.n - 1 from unnest(${ids}::uuid[]) with ordinality as o (id, n) where d.id = o.id and d.position <> o.n - 1`.execute(
    tx,
  );
}

export const deleteDepartment = (tx: Tx, id: string) => tx.deleteFrom('departments').where('id', '=', id).execute();

/** Whether people or records would lose their department, and with it those who see them by it. */
export async function isUsed(tx: Tx, id: string): Promise<boolean> {
  const { used } = await tx
    .selectNoFrom((eb) =>
      eb
        .or([
          eb.exists(eb.selectFrom('users').select('id').where('departmentId', '=', id)),
          eb.exists(eb.selectFrom('departments').select('id').where('parentId', '=', id)),
          ...(['queues', 'menus', 'didNumbers'] as const).map((table) =>
            eb.exists(eb.selectFrom(table).select('id').where('departmentId', '=', id)),
          ),
        ])
        .as('used'),
    )
    .executeTakeFirstOrThrow();
  return Boolean(used);
}

export const findUser = (tx: Tx, id: string) =>
  tx.selectFrom('users').select(['id', 'name', 'departmentId']).where('id', '=', id).executeTakeFirst();

/** Whether a department belongs to what the reader sees: all of the tenant, their branch, or their own one alone. */
export const isInScope = (reader: Reader, id: string): boolean =>
  holdsDepartment(rangeOf(reader, 'department.read'), id);

/** Whether somebody reaches all of the tenant with everything that they may do: then no move can show them more. */
export const reachesAll = (principal: Principal): boolean =>
  principal.scope === 'all' &&
  scopedPermissions.every((name) => !principal.permissions.has(name) || scopeOf(principal, name) === 'all');

/** Whether a department is theirs to move: any for those who reach all, else those below their own; the top of the own branch is not. */
export const mayMove = (principal: Principal, id: string): boolean =>
  reachesAll(principal) || (principal.departmentIds.includes(id) && principal.departmentId !== id);
