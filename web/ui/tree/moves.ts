/** Where a node of a tree goes when it is dragged or moved by keys. Pure; the server has the last word. */

export interface Node {
  readonly id: string;
  readonly parentId: string | null;
  /** Place among its siblings, from 0. */
  readonly position: number;
  readonly name: string;
}
/** The new parent, and the place among its children once the moved one is taken out. */
export interface Place {
  parentId: string | null;
  position: number;
}
export type Edge = 'before' | 'inside' | 'after';
export type Nudge = 'up' | 'down' | 'in' | 'out';

export function isBelow(nodes: readonly Node[], id: string, ancestor: string): boolean {
  const node = nodes.find((one) => one.id === id);
  if (!node || node.parentId === null) return false;
  return node.parentId === ancestor || isBelow(nodes, node.parentId, ancestor);
}

/** Dropping one node on another; null where that changes nothing or would put it below itself. */
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

const siblings = (nodes: readonly Node[], parentId: string | null): Node[] =>
  nodes.filter((node) => node.parentId === parentId);

const changed = (moved: Node, place: Place): Place | null =>
  place.parentId === moved.parentId && place.position === moved.position ? null : place;
