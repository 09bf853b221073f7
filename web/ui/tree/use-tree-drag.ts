/** Dragging a node of a tree onto, before or after another. */
import { useRef, useState, type DragEvent } from 'react';
import { dropped, type Edge, type Node, type Place } from './moves.ts';

export function useTreeDrag<T extends Node>(
  nodes: readonly T[],
  canMove: (node: T) => boolean,
  onMove: (node: T, place: Place | null) => void,
) {
  const [over, setOver] = useState<{ id: string; edge: Edge } | null>(null);
  const dragged = useRef<string | null>(null);

  function drag(event: DragEvent, id: string): void {
    if (dragged.current === null) return;
    const edge = edgeOf(event);
    const isPossible = dropped(nodes, dragged.current, id, edge) !== null;
    setOver(isPossible ? { id, edge } : null);
    if (isPossible) event.preventDefault();
  }
  function drop(event: DragEvent, id: string): void {
    const moved = nodes.find((node) => node.id === dragged.current);
    setOver(null);
    if (!moved) return;
    event.preventDefault();
    onMove(moved, dropped(nodes, moved.id, id, edgeOf(event)));
  }
  const handlersOf = (node: T) => ({
    draggable: canMove(node),
    onDragStart(event: DragEvent) {
      dragged.current = node.id;
      event.dataTransfer.effectAllowed = 'move';
    },
    onDragEnd() {
      dragged.current = null;
      setOver(null);
    },
    onDragOver: (event: DragEvent) => drag(event, node.id),
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => drop(event, node.id),
  });
  return { over, handlersOf };
}

/** The upper quarter of a row means before it, the lower one after it, between them inside. */
function edgeOf(event: DragEvent): Edge {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const part = (event.clientY - top) / height;
  if (part < 0.25) return 'before';
  return part > 0.75 ? 'after' : 'inside';
}
