/** Values before and after a change, field by field. Pure. */
export type Value = string | number | boolean | null;
export interface FieldChange {
  /** Names from the outside in: branding, colour. */
  path: readonly string[];
  before: readonly Value[] | Value | undefined;
  after: readonly Value[] | Value | undefined;
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What differs, in the order of the fields; of a new or removed record everything that is not empty. */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  const [was, is] = [isTree(before) ? before : {}, isTree(after) ? after : {}];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name) => {
    const [old, fresh] = [was[name], is[name]];
    const here = [...path, name];
    if (isTree(old) || isTree(fresh)) return differences(old, fresh, here);
    if (JSON.stringify(old) === JSON.stringify(fresh) || (isEmpty(old) && isEmpty(fresh))) return [];
    return [{ path: here, before: plain(old), after: plain(fresh) }];
  });
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function plain(value: unknown): FieldChange['before'] {
  if (
    value === undefined ||
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  )
    return value;
  return Array.isArray(value)
    ? value.map((one: unknown) => (isTree(one) || Array.isArray(one) ? JSON.stringify(one) : (one as Value)))
    : JSON.stringify(value);
}

/** What a list gained and lost; null unless both are lists, and for one that has the same in another order. */
export function listChange({ before, after }: FieldChange): { added: Value[]; removed: Value[] } | null {
  if (!isList(before) || !isList(after)) return null;
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  return added.length + removed.length === 0 ? null : { added, removed };
}

const isList = (value: FieldChange['before']): value is readonly Value[] => Array.isArray(value);
