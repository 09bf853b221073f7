/** Where the focus stands in a table, and where a key takes it. Pure. */

export interface Place {
  readonly row: number;
  /** Null for the row as a whole. */
  readonly column: number | null;
}
interface Size {
  readonly rows: number;
  readonly columns: number;
}
type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** The place behind a key, the same one at an edge; null for a key that goes nowhere. → enters the cells of a row, ← in the first one leaves them. */
export function placeAfter(stroke: Stroke, { row, column }: Place, { rows, columns }: Size): Place | null {
  const isToEnd = stroke.key === 'Home' || stroke.key === 'End';
  if (stroke.altKey || stroke.metaKey || (stroke.ctrlKey && !isToEnd)) return null;
  const to = (nextRow: number, nextColumn: number | null): Place => ({
    row: within(nextRow, rows),
    column: nextColumn === null ? null : within(nextColumn, columns),
  });
  const edge = (at: number, last: number): Place => {
    if (column === null) return to(at * (rows - 1), null);
    return to(stroke.ctrlKey ? at * (rows - 1) : row, at * last);
  };
  switch (stroke.key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column === null ? 0 : column + 1);
    case 'ArrowLeft':
      return column === null ? null : to(row, column === 0 ? null : column - 1);
    case 'Home':
      return edge(0, columns - 1);
    case 'End':
      return edge(1, columns - 1);
    default:
      return null;
  }
}

const within = (at: number, many: number): number => Math.max(0, Math.min(at, many - 1));
