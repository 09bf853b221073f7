/** Creating, renaming, moving and removing categories of customers. All of it happens under a lock of the tenant's tree. */
import { categoryLimits, type customerCategoryRoutes } from '@bahu/contract/customer-categories.ts';
import type { Input } from '@bahu/contract/route.ts';
import { depthOf, heightOf, placed } from '@bahu/domain/tree/tree.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFrom } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { errorCode, Refusal, takenKey } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import * as store from './store.ts';
import type { CategoryRecord } from './store.ts';

type NewCategory = Input<typeof customerCategoryRoutes.create>['body'];
type CategoryChange = Input<typeof customerCategoryRoutes.change>['body'];

/** @returns the new id. @throws Refusal not-found for a parent that is none, input.invalid for a name of blanks, or one of the slice's. */
export function createCategory(ctx: Ctx, { name: typed, parentId }: NewCategory): Promise<string> {
  return inTree(ctx, async (tx, all) => {
    if (all.length >= categoryLimits.categories)
      throw new Refusal('customer-category.too-many', { most: categoryLimits.categories });
    const name = nameOf(typed);
    const parent = mustBeParent(all, parentId);
    mustNotBeDeeper(parent, 1);
    const id = newId();
    const position = all.filter((one) => one.parentId === parentId).length;
    const path = `${parent?.path ?? ''}${id}/`;
    await store.insertCategory(tx, { tenantId: ctx.principal.tenantId, id, parentId, name, path, position });
    await audit(tx, ctx, {
      action: 'customer-category.create',
      recordType: 'customer-category',
      recordId: id,
      recordName: name,
      after: { name, parent: parent?.name ?? null },
    });
    return id;
  });
}

/** @throws Refusal as `createCategory`, conflict, and customer-category.cycle for a move below itself. */
export function changeCategory(ctx: Ctx, id: string, input: CategoryChange): Promise<void> {
  const { version, position, name: typed, parentId } = input;
  return inTree(ctx, async (tx, all) => {
    const before = mustFind(all, id);
    const isMoved = parentId !== undefined && parentId !== before.parentId;
    const parent = isMoved ? mustTake(all, before, parentId) : find(all, before.parentId);
    const name = typed === undefined ? before.name : nameOf(textFrom(ctx.principal, typed, before.name));
    const values = { name, ...(isMoved && { parentId }) };
    if (!(await store.updateCategory(tx, id, version, values))) throw new Refusal('conflict');
    if (isMoved) await store.movePaths(tx, before.path, `${parent?.path ?? ''}${id}/`);
    const isPlaced = isMoved || position !== undefined;
    const siblings = all.filter((one) => one.parentId === (parent?.id ?? null)).map((one) => one.id);
    const order = isPlaced ? placed(siblings, id, position) : siblings;
    if (isPlaced) await store.writePositions(tx, order);
    const was = { name: before.name, parent: find(all, before.parentId)?.name ?? null, position: before.position };
    const is = { name, parent: parent?.name ?? null, position: order.indexOf(id) };
    await audit(tx, ctx, {
      action: isPlaced ? 'customer-category.move' : 'customer-category.change',
      recordType: 'customer-category',
      recordId: id,
      recordName: before.name,
      before: was,
      after: is,
    });
  });
}

/** @throws Refusal not-found, customer-category.has-below, or customer-category.has-customers. */
export function removeCategory(ctx: Ctx, id: string): Promise<CategoryRecord> {
  return inTree(ctx, async (tx, all) => {
    const before = mustFind(all, id);
    if (all.some(({ parentId }) => parentId === id)) throw new Refusal('customer-category.has-below');
    if (await store.hasCustomers(tx, id)) throw new Refusal('customer-category.has-customers');
    await store.deleteCategory(tx, id);
    await audit(tx, ctx, {
      action: 'customer-category.delete',
      recordType: 'customer-category',
      recordId: id,
      recordName: before.name,
      before: { name: before.name, parent: find(all, before.parentId)?.name ?? null },
    });
    return before;
  });
}

/** Runs a change of the tree with the tree as it is, alone among all that change it. */
async function inTree<T>(ctx: Ctx, work: (tx: Tx, all: CategoryRecord[]) => Promise<T>): Promise<T> {
  try {
    return await ctx.tenant(async (tx) => {
      await store.lockTree(tx, ctx.principal.tenantId);
      return work(tx, await store.listCategories(tx));
    });
  } catch (error) {
    if (takenKey(error) === 'customer_categories_by_name')
      throw new Refusal('customer-category.name-taken', undefined, [{ path: 'name', rule: 'taken' }]);
    // Somebody gave it to a customer in this very moment.
    throw errorCode(error) === '23503' ? new Refusal('customer-category.has-customers') : error;
  }
}

const find = (all: readonly CategoryRecord[], id: string | null): CategoryRecord | undefined =>
  all.find((one) => one.id === id);

function mustFind(all: readonly CategoryRecord[], id: string): CategoryRecord {
  const category = find(all, id);
  if (!category) throw new Refusal('not-found');
  return category;
}

const mustBeParent = (all: readonly CategoryRecord[], id: string | null): CategoryRecord | undefined =>
  id === null ? undefined : mustFind(all, id);

function mustTake(
  all: readonly CategoryRecord[],
  moved: CategoryRecord,
  parentId: string | null,
): CategoryRecord | undefined {
  const parent = mustBeParent(all, parentId);
  if (parent?.path.startsWith(moved.path)) throw new Refusal('customer-category.cycle');
  mustNotBeDeeper(parent, heightOf(all, moved));
  return parent;
}

function mustNotBeDeeper(parent: CategoryRecord | undefined, levels: number): void {
  if ((parent ? depthOf(parent.path) : 0) + levels > categoryLimits.levels)
    throw new Refusal('customer-category.too-deep', { most: categoryLimits.levels });
}

/** Names are compared in sheets without the blanks around them. */
function nameOf(typed: string): string {
  const name = typed.trim();
  if (name === '') throw new Refusal('input.invalid', undefined, [{ path: 'name', rule: 'required' }]);
  return name;
}
