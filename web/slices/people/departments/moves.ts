/** Where a department goes when it is dragged or moved by keys. Pure; the server has the last word. */
import type { Department } from '@bahu/contract/departments.ts';

export type Node = Pick<Department, 'id' | 'parentId' | 'position' | 'name'>;
/** The new parent, and the place among its children once the moved one is taken out. */
export interface Place {
  parentId: string | null;
  position: number;
}
export type Edge = 'before' | 'inside' | 'after';
export type Nudge = 'up' | 'down' | 'in' | 'out';

/** Children of a parent, in order. A node whose parent is out of sight stands at the root. */
export function childrenOf<T extends Node>(nodes: readonly T[], parentId: string | null): T[] {
  const known = new Set(nodes.map(({ id }) => id));
  return nodes.filter(
    (node) => (node.parentId !== null && known.has(node.parentId) ? node.parentId : null) === parentId,
  );
}

export function isBelow(nodes: readonly Node[], id: string, ancestor: string): boolean {
  const node = nodes.find((one) => one.id === id);
  if (!node || node.parentId === null) return false;
  return node.parentId === ancestor || isBelow(nodes, node.parentId, ancestor);
}

/** Dropping one department on another; null where that changes nothing or would put it below itself. */
export function dropped(nodes: readonly Node[], id: string, onto: string, edge: Edge): Place | null {
  const [moved, target] = [nodes.find((node) => node.id === id), nodes.find((node) => node.id === onto)];
  if (!moved || !target || id === onto || isBelow(nodes, onto, id)) return null;
  const parentId = edge === 'inside' ? target.id : target.parentId;
  const others = siblings(nodes, parentId).filter((node) => node.id !== id);
  const position = edge === 'inside' ? others.length : others.indexOf(target) + (edge === 'after' ? 1 : 0);
  return changed(moved, { parentId, position });
}

/** A step by key: among siblings, below the one before, or out one level behind its parent. */
export function nudged(nodes: readonly Node[], id: string, way: Nudge): Place | null {
  const moved = nodes.find((node) => node.id === id);
  if (!moved) return null;
  const around = siblings(nodes, moved.parentId);
  const at = around.indexOf(moved);
  if (way === 'up') return at > 0 ? { parentId: moved.parentId, position: at - 1 } : null;
  if (way === 'down') return at < around.length - 1 ? { parentId: moved.parentId, position: at + 1 } : null;
  if (way === 'in') {
    const before = around[at - 1];
    return before ? { parentId: before.id, position: siblings(nodes, before.id).length } : null;
  }
  const parent = nodes.find((node) => node.id === moved.parentId);
  return parent ? { parentId: parent.parentId, position: siblings(nodes, parent.parentId).indexOf(parent) + 1 } : null;
}

/** Rows that are shown while some branches are folded, with their depth from 1 and what a tree tells of each. */
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

const siblings = (nodes: readonly Node[], parentId: string | null): Node[] =>
  nodes.filter((node) => node.parentId === parentId);

const changed = (moved: Node, place: Place): Place | null =>
  place.parentId === moved.parentId && place.position === moved.position ? null : place;
