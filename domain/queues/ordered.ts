/**
 * An ordered set that is never changed: adding and taking away make another one that shares most of the first, in a logarithm of its size. A tree balanced
 * by weight (Adams 1992, as `Data.Set` of Haskell has it), because its sizes also give the n-th entry and how many stand before one.
 */

/** Where an entry stands: by `major`, then `minor`, then `place`, and `id` where all are alike. */
export interface Key {
  readonly major: number;
  readonly minor: number;
  readonly place: number;
  readonly id: string;
}

interface Node<E extends Key> {
  readonly entry: E;
  readonly left: Ordered<E>;
  readonly right: Ordered<E>;
  readonly size: number;
}
/** The empty set is null. */
export type Ordered<E extends Key> = Node<E> | null;

/** Below 0 when `a` stands before `b`, 0 when both stand in the same place. */
export function compareKeys(a: Key, b: Key): number {
  if (a.major !== b.major) return a.major - b.major;
  if (a.minor !== b.minor) return a.minor - b.minor;
  if (a.place !== b.place) return a.place - b.place;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** How many entries there are. */
export const sizeOf = <E extends Key>(set: Ordered<E>): number => (set === null ? 0 : set.size);

const node = <E extends Key>(entry: E, left: Ordered<E>, right: Ordered<E>): Node<E> => ({
  entry,
  left,
  right,
  size: sizeOf(left) + sizeOf(right) + 1,
});

/** One side may be so many times as heavy as the other; a rotation is single while the inner grandchild is less than twice the outer. */
const [delta, ratio] = [3, 2];

function balanced<E extends Key>(entry: E, left: Ordered<E>, right: Ordered<E>): Node<E> {
  const [l, r] = [sizeOf(left), sizeOf(right)];
  if (l + r < 2) return node(entry, left, right);
  if (r > delta * l) return rotatedLeft(entry, left, right!);
  return l > delta * r ? rotatedRight(entry, left!, right) : node(entry, left, right);
}

function rotatedLeft<E extends Key>(entry: E, left: Ordered<E>, right: Node<E>): Node<E> {
  const inner = right.left;
  if (inner === null || inner.size < ratio * sizeOf(right.right))
    return node(right.entry, node(entry, left, inner), right.right);
  return node(inner.entry, node(entry, left, inner.left), node(right.entry, inner.right, right.right));
}

function rotatedRight<E extends Key>(entry: E, left: Node<E>, right: Ordered<E>): Node<E> {
  const inner = left.right;
  if (inner === null || inner.size < ratio * sizeOf(left.left))
    return node(left.entry, left.left, node(entry, inner, right));
  return node(inner.entry, node(left.entry, left.left, inner.left), node(entry, inner.right, right));
}

/** With the entry; one that stands in the same place is replaced. */
export function withEntry<E extends Key>(set: Ordered<E>, entry: E): Node<E> {
  if (set === null) return node(entry, null, null);
  const order = compareKeys(entry, set.entry);
  if (order < 0) return balanced(set.entry, withEntry(set.left, entry), set.right);
  if (order > 0) return balanced(set.entry, set.left, withEntry(set.right, entry));
  return { ...set, entry };
}

/** Without what stands in this place; the same set where nothing does. */
export function withoutEntry<E extends Key>(set: Ordered<E>, key: Key): Ordered<E> {
  if (set === null) return null;
  const order = compareKeys(key, set.entry);
  if (order === 0) return joined(set.left, set.right);
  const side = order < 0 ? set.left : set.right;
  const rest = withoutEntry(side, key);
  if (rest === side) return set;
  return order < 0 ? balanced(set.entry, rest, set.right) : balanced(set.entry, set.left, rest);
}

/** Both sides of an entry that is taken away: the next one behind it comes into its place. */
function joined<E extends Key>(left: Ordered<E>, right: Ordered<E>): Ordered<E> {
  if (left === null) return right;
  if (right === null) return left;
  return balanced(firstOf(right)!, left, withoutFirst(right));
}

function withoutFirst<E extends Key>({ entry, left, right }: Node<E>): Ordered<E> {
  return left === null ? right : balanced(entry, withoutFirst(left), right);
}

/** The first entry, or null of the empty set. */
export function firstOf<E extends Key>(set: Ordered<E>): E | null {
  let at = set;
  if (at === null) return null;
  while (at.left !== null) at = at.left;
  return at.entry;
}

/** The first entry that stands behind a place, or null. */
export function firstBehind<E extends Key>(set: Ordered<E>, key: Key): E | null {
  let [at, best]: [Ordered<E>, E | null] = [set, null];
  while (at !== null) {
    if (compareKeys(key, at.entry) < 0) [at, best] = [at.left, at.entry];
    else at = at.right;
  }
  return best;
}

/** The entry with so many before it, or null where there are fewer. */
export function nthOf<E extends Key>(set: Ordered<E>, count: number): E | null {
  let [at, before] = [set, count];
  while (at !== null) {
    const left = sizeOf(at.left);
    if (before === left) return at.entry;
    if (before < left) at = at.left;
    else [at, before] = [at.right, before - left - 1];
  }
  return null;
}

/** How many entries stand before a place. */
export function countBefore<E extends Key>(set: Ordered<E>, key: Key): number {
  let [at, count] = [set, 0];
  while (at !== null) {
    if (compareKeys(at.entry, key) < 0) [at, count] = [at.right, count + sizeOf(at.left) + 1];
    else at = at.left;
  }
  return count;
}

/** All entries in their order. */
export function* entriesOf<E extends Key>(set: Ordered<E>): Generator<E> {
  if (set === null) return;
  yield* entriesOf(set.left);
  yield set.entry;
  yield* entriesOf(set.right);
}
