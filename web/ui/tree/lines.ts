/** Rows that name their parent, as the lines of a tree. Pure. */

export interface Node {
  readonly id: string;
  readonly parentId: string | null;
}

/** Children of a parent, in order. A node whose parent is out of sight stands at the root. */
export function childrenOf<T extends Node>(nodes: readonly T[], parentId: string | null): T[] {
  const known = new Set(nodes.map(({ id }) => id));
  return nodes.filter(
    (node) => (node.parentId !== null && known.has(node.parentId) ? node.parentId : null) === parentId,
  );
}

/** A row that is shown while some branches are folded, with its depth from 1 and what a tree tells of each. */
export interface Line<T extends Node> {
  node: T;
  level: number;
  hasChildren: boolean;
  place: number;
  among: number;
}
export function linesOf<T extends Node>(
  nodes: readonly T[],
  folded: ReadonlySet<string>,
  parentId: string | null = null,
  level = 1,
): Line<T>[] {
  const own = childrenOf(nodes, parentId);
  return own.flatMap((node, index) => {
    const hasChildren = childrenOf(nodes, node.id).length > 0;
    const below = folded.has(node.id) ? [] : linesOf(nodes, folded, node.id, level + 1);
    return [{ node, level, hasChildren, place: index + 1, among: own.length }, ...below];
  });
}

/** The next line whose name begins with what was typed, looking on from `from` and around; -1 when there is none. */
export function nextNamed(names: readonly string[], from: number, typed: string): number {
  const wanted = typed.toLowerCase();
  const order = names.map((_, i) => (from + i) % names.length);
  return order.find((i) => names[i]!.toLowerCase().startsWith(wanted)) ?? -1;
}
