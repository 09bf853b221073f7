/** Creating, changing, moving and removing departments. All of it happens under a lock of the tenant's tree. */
import type { Input } from '@bahu/contract/route.ts';
import { deepestDepartment, type departmentRoutes } from '@bahu/contract/departments.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { errorCode, Refusal, takenKey } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { isInRange, rangeOf } from '../../../kernel/ownership/range.ts';
import * as store from './store.ts';
import type { DepartmentRecord } from './store.ts';
import { depthOf, heightOf, placed } from '@bahu/domain/tree/tree.ts';

export type NewDepartment = Input<typeof departmentRoutes.create>['body'];
export type DepartmentChange = Input<typeof departmentRoutes.change>['body'];

/** @returns the new id. @throws Refusal not-found, forbidden for a place out of scope, department.too-deep, department.name-taken or department.code-taken. */
export function createDepartment(ctx: Ctx, input: NewDepartment): Promise<string> {
  const { name, parentId, code = '', headId = null } = input;
  return inTree(ctx, async (tx, all) => {
    const parent = mustBePlace(ctx.principal, all, parentId);
    if (parent && depthOf(parent.path) >= deepestDepartment)
      throw new Refusal('department.too-deep', { most: deepestDepartment });
    const headName = await nameOfHead(tx, ctx.principal, headId);
    const id = newId();
    const position = all.filter((one) => one.parentId === parentId).length;
    await store.insertDepartment(tx, {
      tenantId: ctx.principal.tenantId,
      id,
      parentId,
      name,
      code,
      headId,
      path: `${parent?.path ?? ''}${id}/`,
      position,
    });
    await audit(tx, ctx, {
      action: 'department.create',
      recordType: 'department',
      recordId: id,
      recordName: name,
      after: { name, code, parent: parent?.name ?? null, head: headName },
    });
    return id;
  });
}

/** @returns the department as it was. @throws Refusal as `createDepartment`, conflict, and department.cycle for a move below itself. */
export function changeDepartment(ctx: Ctx, id: string, input: DepartmentChange): Promise<DepartmentRecord> {
  const { version, position, ...values } = input;
  return inTree(ctx, async (tx, all) => {
    const before = mustFind(ctx.principal, all, id);
    const isMoved = values.parentId !== undefined && values.parentId !== before.parentId;
    // Among the departments beside it are others'.
    if (position !== undefined && !store.mayMove(ctx.principal, id)) throw new Refusal('forbidden');
    const parent = isMoved ? mustTake(ctx.principal, all, before, values.parentId!) : find(all, before.parentId);
    const headName = values.headId === undefined ? before.headName : await nameOfHead(tx, ctx.principal, values.headId);
    if (!(await store.updateDepartment(tx, id, version, values))) throw new Refusal('conflict');
    if (isMoved) await store.movePaths(tx, before.path, `${parent?.path ?? ''}${id}/`);
    if (isMoved || position !== undefined) {
      const siblings = all.filter((one) => one.parentId === (parent?.id ?? null)).map((one) => one.id);
      await store.writePositions(tx, placed(siblings, id, position));
    }
    const oldParent = find(all, before.parentId);
    const was = {
      name: before.name,
      code: before.code,
      head: before.headName,
      parent: oldParent?.name ?? null,
      position: before.position,
    };
    const is = {
      name: values.name ?? before.name,
      code: values.code ?? before.code,
      head: headName,
      parent: parent?.name ?? null,
      position: position ?? before.position,
    };
    const action = isMoved || position !== undefined ? 'department.move' : 'department.change';
    await audit(tx, ctx, {
      action,
      recordType: 'department',
      recordId: id,
      recordName: before.name,
      before: was,
      after: is,
    });
    return before;
  });
}

/** @throws Refusal not-found, or department.not-empty while people or departments are in it. */
export function removeDepartment(ctx: Ctx, id: string): Promise<DepartmentRecord> {
  return inTree(ctx, async (tx, all) => {
    const before = mustFind(ctx.principal, all, id);
    if (await store.isUsed(tx, id)) throw new Refusal('department.not-empty');
    await store.deleteDepartment(tx, id);
    const parent = find(all, before.parentId);
    await audit(tx, ctx, {
      action: 'department.delete',
      recordType: 'department',
      recordId: id,
      recordName: before.name,
      before: { name: before.name, code: before.code, parent: parent?.name ?? null, head: before.headName },
    });
    return before;
  });
}

/** Runs a change of the tree with the tree as it is, alone among all that change it. */
async function inTree<T>(ctx: Ctx, work: (tx: Tx, all: DepartmentRecord[]) => Promise<T>): Promise<T> {
  try {
    return await ctx.tenant(async (tx) => {
      await store.lockTree(tx, ctx.principal.tenantId);
      return work(tx, await store.listAll(tx));
    });
  } catch (error) {
    const key = takenKey(error);
    if (key === 'departments_by_name') throw new Refusal('department.name-taken');
    if (key === 'departments_by_code') throw new Refusal('department.code-taken');
    // Somebody was put into the department, or its head was deleted, in this very moment.
    throw errorCode(error) === '23503' ? new Refusal('department.not-empty') : error;
  }
}

const find = (all: readonly DepartmentRecord[], id: string | null): DepartmentRecord | undefined =>
  all.find((one) => one.id === id);

function mustFind(principal: Principal, all: readonly DepartmentRecord[], id: string): DepartmentRecord {
  const department = find(all, id);
  if (!department || !store.isInScope(principal, id)) throw new Refusal('not-found');
  return department;
}

/** Where a department may come to stand: below one of their scope; without a parent only for those who see all. */
function mustBePlace(
  principal: Principal,
  all: readonly DepartmentRecord[],
  parentId: string | null,
): DepartmentRecord | undefined {
  if (parentId !== null) return mustFind(principal, all, parentId);
  if (!rangeOf(principal, 'department.manage').isAll) throw new Refusal('forbidden');
  return undefined;
}

function mustTake(
  principal: Principal,
  all: readonly DepartmentRecord[],
  moved: DepartmentRecord,
  parentId: string | null,
): DepartmentRecord | undefined {
  if (!store.mayMove(principal, moved.id)) throw new Refusal('forbidden');
  const parent = mustBePlace(principal, all, parentId);
  // Where a department stands decides who sees its records: whoever does not see all of them moves within their own branch alone, at both ends.
  if (!store.reachesAll(principal) && !principal.departmentIds.includes(parent?.id ?? ''))
    throw new Refusal('forbidden');
  if (parent?.path.startsWith(moved.path)) throw new Refusal('department.cycle');
  if ((parent ? depthOf(parent.path) : 0) + heightOf(all, moved) > deepestDepartment)
    throw new Refusal('department.too-deep', { most: deepestDepartment });
  return parent;
}

/** A head is somebody whom the principal may know of: themselves, somebody of their departments, or anybody for those who see all. */
async function nameOfHead(tx: Tx, principal: Principal, headId: string | null): Promise<string | null> {
  if (headId === null) return null;
  const head = await store.findUser(tx, headId);
  const isOpen =
    head &&
    isInRange({}, rangeOf(principal, 'department.manage'), {
      ownerIds: [head.id],
      departmentIds: [head.departmentId],
    });
  if (!isOpen) throw new Refusal('not-found');
  return head.name;
}
