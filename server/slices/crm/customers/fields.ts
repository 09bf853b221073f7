/** The fields of customers with the values that only the database knows: the categories of the tenant. */
import { withCategories } from '@bahu/domain/fields/customer-owner.ts';
import { plainWord } from '@bahu/domain/fields/options.ts';
import { separators } from '@bahu/domain/fields/separators.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { listAllFields } from '../../platform/fields/index.ts';
import { categoryOptions, listCategories, type CategoryRecord } from '../customer-categories/index.ts';

/** All fields of customers in their order, as the reader may ask for them. */
export const listCustomerFields = async (tx: Tx, reader: Principal) =>
  withCategories(await listAllFields(tx, 'customers'), await categoryOptions(tx, reader));

/** What categories are called, from the top of the tree: 意向客户 > 高意向. Of none, and of one that is gone, null. */
export function categoryWords(all: readonly CategoryRecord[]): (id: string | null | undefined) => string | null {
  const byId = new Map(all.map((one) => [one.id, one]));
  const pathOf = ({ name, parentId }: CategoryRecord): string[] => [
    ...(parentId === null ? [] : pathOf(byId.get(parentId)!)),
    name,
  ];
  return (id) => {
    const category = id ? byId.get(id) : undefined;
    return category ? pathOf(category).join(separators.levels) : null;
  };
}

/** The category that a cell of a sheet names: by its path from the top, or by its own name where no other has it. */
export function categoryOfWords(all: readonly CategoryRecord[], cell: string): string | undefined {
  const path = cell.split(/[>＞]/).map(plainWord);
  const isNamed = (one: CategoryRecord, word: string | undefined): boolean => plainWord(one.name) === word;
  const found = path.reduce<string | null | undefined>(
    (above, word) =>
      above === undefined ? undefined : all.find((one) => one.parentId === above && isNamed(one, word))?.id,
    null,
  );
  if (found) return found;
  const alike = all.filter((one) => isNamed(one, path[0]));
  return path.length === 1 && alike.length === 1 ? alike[0]!.id : undefined;
}

/**
 * What the audit log says of a change of the category: its words before and after, nothing where it stays. @throws Refusal input.invalid for a category
 * that is none.
 */
export async function toldCategory(tx: Tx, before: string | null, after: string | null | undefined) {
  if (after === undefined || after === before) return { before: {}, after: {} };
  const wordOf = categoryWords(await listCategories(tx));
  const word = wordOf(after);
  if (after !== null && word === null)
    throw new Refusal('input.invalid', undefined, [{ path: 'categoryId', rule: 'reference' }]);
  return { before: { categoryId: wordOf(before) }, after: { categoryId: word } };
}
