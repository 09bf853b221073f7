import type { FastifyInstance } from 'fastify';
import { departmentRoutes, type Department } from '@bahu/contract/departments.ts';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';
import { reachOf } from './reach.ts';
import { changeDepartment, createDepartment, removeDepartment } from './service.ts';
import { isInScope, listAll, mayMove, type DepartmentRecord } from './store.ts';
import { branchOf, inTreeOrder } from '@bahu/domain/tree/tree.ts';

export interface DepartmentsSlice {
  access: Access;
  sessions: Sessions;
  /** Told after the change is stored. */
  onChange: (tenantId: string, change: RecordChange, belonging: Belonging) => void;
}

export function mountDepartments(app: FastifyInstance, { access, sessions, onChange }: DepartmentsSlice): void {
  const list = async (ctx: Ctx): Promise<Department[]> => {
    const all = await ctx.tenant(listAll);
    return inTreeOrder(all)
      .filter((one) => isInScope(ctx.principal, one.id))
      .map((one) => present(ctx.principal, one, all));
  };

  /** Whose department lies where has changed, and so has what many people see: also those below whose department it lay. */
  async function changed(
    { principal }: Ctx,
    { id, version, parentId }: Pick<DepartmentRecord, 'id' | 'version' | 'parentId'>,
    before: Pick<DepartmentRecord, 'parentId'>,
  ): Promise<void> {
    await sessions.refreshTenant(principal.tenantId);
    const change = { type: 'department', id, version } as const;
    onChange(principal.tenantId, change, { departmentIds: [id, parentId, before.parentId] });
  }

  async function stored(ctx: Ctx, id: string, before: Pick<DepartmentRecord, 'parentId'> | null): Promise<Department> {
    const all = await ctx.tenant(listAll);
    const row = all.find((one) => one.id === id);
    if (!row) throw new Refusal('not-found'); // removed by somebody else in this moment
    await changed(ctx, row, before ?? row);
    // A new department lies below one of the principal's, though they were looked up before it was there.
    return present({ ...ctx.principal, departmentIds: [...ctx.principal.departmentIds, id] }, row, all);
  }

  mount(app, access, departmentRoutes, {
    list: async (ctx) => ({ items: await list(ctx) }),
    create: async (ctx, { body }) => stored(ctx, await createDepartment(ctx, body), null),
    change: async (ctx, { params, body }) => {
      const before = await changeDepartment(ctx, params.id, body);
      return stored(ctx, params.id, before);
    },
    reach: ({ principal, tenant }, { params }) => tenant((tx) => reachOf(tx, principal, params.permission)),
    remove: async (ctx, { params }) => {
      const before = await removeDepartment(ctx, params.id);
      await changed(ctx, { ...before, version: before.version + 1 }, before);
      return {};
    },
  });
}

function present(reader: Principal, { path, ...row }: DepartmentRecord, all: readonly DepartmentRecord[]): Department {
  const branch = branchOf(all, { ...row, path });
  const totalUserCount = branch.reduce((sum, one) => sum + one.userCount, 0);
  const manages = reader.permissions.has('department.manage');
  const isEmpty = branch.length === 1 && row.userCount === 0;
  return {
    ...row,
    totalUserCount,
    can: [
      ...(manages ? (['edit'] as const) : []),
      ...(manages && mayMove(reader, row.id) ? (['move'] as const) : []),
      ...(manages && isEmpty ? (['delete'] as const) : []),
    ],
  };
}
