/** The columns of a list as its reader has arranged them. Pure. */
import type { Column } from './column.ts';

/** Fixed columns stay where they are and are always shown. */
const isMovable = <R>(column: Column<R>): boolean => column.fixed === undefined;

export interface Room {
  isWide: boolean;
  /** Something is docked beside the list. */
  isBeside: boolean;
}

/** Keys of the columns shown when nobody chose any. */
const standardKeys = <R>(columns: readonly Column<R>[], { isWide, isBeside }: Room): readonly string[] =>
  columns
    .filter(
      (column) =>
        isMovable(column) && !column.isOptional && (isWide || !column.isWideOnly) && !(isBeside && column.isRoomy),
    )
    .map(({ key }) => key);

/** Columns in the order shown: those fixed at the left, the chosen ones, those fixed at the right. Keys that no longer exist are left out. */
export function arranged<R>(
  columns: readonly Column<R>[],
  chosen: readonly string[] | null,
  room: Room,
): readonly Column<R>[] {
  const keys = chosen ?? standardKeys(columns, room);
  const movable = keys.flatMap((key) => columns.filter((column) => column.key === key && isMovable(column)));
  const at = (edge: 'left' | 'right') => columns.filter(({ fixed }) => fixed === edge);
  return [...at('left'), ...movable, ...at('right')];
}

/** All movable keys in the order of the chooser: the chosen ones first in their order, the others at their standard place behind. */
export function chooserKeys<R>(columns: readonly Column<R>[], chosen: readonly string[]): readonly string[] {
  const known = columns.filter(isMovable).map(({ key }) => key);
  const kept = chosen.filter((key) => known.includes(key));
  return [...kept, ...known.filter((key) => !kept.includes(key))];
}

/** Moves a key to the place of another. */
export function moved(keys: readonly string[], key: string, to: number): readonly string[] {
  const without = keys.filter((other) => other !== key);
  const place = Math.max(0, Math.min(to, without.length));
  return [...without.slice(0, place), key, ...without.slice(place)];
}
