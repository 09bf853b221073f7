/** A tree as arithmetic: order, depth, and what a move does to it. Paths are ids from the root, each followed by a slash. */
export interface Node {
  id: string;
  parentId: string | null;
  path: string;
}

/** Levels from the root: 1 for a department without a parent. */
export const depthOf = (path: string): number => path.split('/').length - 1;

/** A node with all below it. */
export const branchOf = <T extends Node>(nodes: readonly T[], root: Node): T[] =>
  nodes.filter((node) => node.path.startsWith(root.path));

/** Levels that a branch takes: 1 for a leaf. */
export const heightOf = (nodes: readonly Node[], root: Node): number =>
  Math.max(...branchOf(nodes, root).map((node) => depthOf(node.path))) - depthOf(root.path) + 1;

/** Parents before children, siblings as they come. A node whose parent is not among them counts as a root. */
export function inTreeOrder<T extends Node>(nodes: readonly T[]): T[] {
  const known = new Set(nodes.map((node) => node.id));
  const children = new Map<string | null, T[]>();
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  const walk = (parent: string | null): T[] => (children.get(parent) ?? []).flatMap((node) => [node, ...walk(node.id)]);
  return walk(null);
}

/** The ids of siblings with one of them, or a newcomer, at `position`; at the end when there is no such place. */
export function placed(siblings: readonly string[], id: string, position: number | undefined): string[] {
  const others = siblings.filter((one) => one !== id);
  return others.toSpliced(position ?? others.length, 0, id);
}
