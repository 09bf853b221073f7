/** Which columns a board has, what each asks of the list, and where keys lead among its cards. Pure. */
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { boardCodes } from '@bahu/domain/fields/board.ts';
import type { FieldDef, FieldOption } from '@bahu/domain/fields/field.ts';
import { askedOf, isOneOf, valuesOf, withAsked } from '../field-filters.ts';

export interface BoardColumn {
  /** Empty for records without a value. */
  readonly code: string;
  readonly option: FieldOption | undefined;
  /** Undefined until they are counted. */
  readonly count: FieldCount | undefined;
  /** Whether a card can be moved here: not to what is offered no more, nor out of a field that must be filled. */
  readonly isTarget: boolean;
}

/** The columns that the filters of the list leave. What no record needs to have, and none has, is left out as well. */
export function boardColumns(
  field: FieldDef,
  filters: string | undefined,
  counts: readonly FieldCount[] = [],
): BoardColumn[] {
  const asked = askedOf(filters, field.key);
  const isAsked = (operator: string): boolean => asked.some((filter) => filter.operator === operator);
  const wanted = valuesOf(asked);
  return boardCodes(field).flatMap((code) => {
    const option = field.options.find((one) => one.code === code);
    const count = counts.find((one) => one.code === code);
    const isTarget = code === '' ? !field.required.web : option?.isRetired === false;
    const isLeft = (!isAsked('is') || wanted.includes(code)) && !isAsked(code === '' ? 'filled' : 'empty');
    return isLeft && (isTarget || (count?.count ?? 0) > 0) ? [{ code, option, count, isTarget }] : [];
  });
}

/** Whether no record at all stands on the board. */
export const isBlank = (counts: readonly Pick<FieldCount, 'count'>[]): boolean =>
  counts.every(({ count }) => count === 0);

/** The filters of the list with those of one column. */
export const filtersOfColumn = (filters: string | undefined, { key }: FieldDef, code: string): string | undefined =>
  withAsked(filters, key, code === '' ? [{ key, operator: 'empty', values: [] }] : isOneOf(key, [code]));

/** As many as a card has room for. */
const maxCells = 4;

/** What a card says: the first columns shown, and among them the one that takes what is left in a table, as that is what the record is about. */
export function cellsOfCard<C extends { key: string; fixed?: string; width?: number }>(
  shown: readonly C[],
  without: string,
): readonly C[] {
  const cells = shown.filter(({ key, fixed }) => fixed === undefined && key !== without);
  const main = cells.slice(maxCells).find(({ width }) => width === undefined);
  const first = cells.slice(0, maxCells);
  return main && first.every(({ width }) => width !== undefined) ? [...first.slice(0, -1), main] : first;
}

export interface CardPlace {
  readonly column: number;
  readonly card: number;
}

/** The card behind an arrow key; columns without cards are passed by. Null where there is none. `sizes`: how many cards each column has. */
export function cardAfter(key: string, { column, card }: CardPlace, sizes: readonly number[]): CardPlace | null {
  const last = (at: number): number => (sizes[at] ?? 0) - 1;
  switch (key) {
    case 'ArrowDown':
      return card < last(column) ? { column, card: card + 1 } : null;
    case 'ArrowUp':
      return card > 0 ? { column, card: card - 1 } : null;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const step = key === 'ArrowRight' ? 1 : -1;
      for (let next = column + step; next >= 0 && next < sizes.length; next += step)
        if (last(next) >= 0) return { column: next, card: Math.min(card, last(next)) };
      return null;
    }
    default:
      return null;
  }
}

/** The column to which Ctrl and an arrow move a card: the next one that takes cards. */
export function columnBeside(key: string, code: string, columns: readonly BoardColumn[]): BoardColumn | undefined {
  const at = columns.findIndex((column) => column.code === code);
  if (key === 'ArrowRight') return columns.slice(at + 1).find(({ isTarget }) => isTarget);
  return key === 'ArrowLeft' ? columns.slice(0, Math.max(at, 0)).findLast(({ isTarget }) => isTarget) : undefined;
}
