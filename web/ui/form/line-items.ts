/** Lines of small fields within a form: what they are, and how they are added, moved, removed and pasted. Pure. */
import type { ReactNode } from 'react';
import type { Remote } from '../remote/remote.ts';
import type { Field } from './fields.ts';

export interface Line {
  /** Of a record, or `new-1` for one that is written down only here. */
  readonly id: string;
}

/** A small field of a line: any control of a form. */
export type Column<R> = (Exclude<Field<R>, { kind: 'line-items' | 'files' | 'custom' }> | ShownColumn) & {
  /** Pixels; the others share what is left. */
  width?: number;
  /** What stands in an empty cell. */
  placeholder?: string;
  isFixedIn?(line: R): boolean;
};
/** What the line is called, which nobody changes. */
interface ShownColumn {
  kind: 'shown';
  name: string;
  label: string;
}

export interface PlacedLine<R> {
  readonly line: R;
  /** In the value of the form. */
  readonly index: number;
  readonly depth: number;
  /** From 1, among those on its level below the same one. */
  readonly place: number;
  readonly count: number;
}

/** How lines stand together; each function returns the lines as they are afterwards. */
export interface LineRules<R> {
  placed(lines: readonly R[]): readonly PlacedLine<R>[];
  /** With one at the place of another. */
  movedTo(lines: readonly R[], id: string, otherId: string): readonly R[];
  movedBy(lines: readonly R[], id: string, step: -1 | 1): readonly R[];
  removed(lines: readonly R[], id: string): readonly R[];
  /** Behind a line, below one, or as the last. */
  added(lines: readonly R[], line: R, at: { after?: string; below?: string }): readonly R[];
  mayHoldMore(line: PlacedLine<R>): boolean;
}

export interface LineSpec<R extends Line> {
  columns: readonly Column<R>[];
  /** What a new line begins with. */
  blank: Omit<R, 'id'>;
  maxLines: number;
  addText: string;
  /** What a line is called; when absent, as the choice that it is, or its first word. */
  nameOf?(line: R): string;
  rules?: LineRules<R>;
  /** Lines come by being chosen, not by being written; the id of each is the value of its choice. */
  choices?: { remote: Remote; lineOf(value: string): R };
  /** Shown below a line. */
  noteOf?(line: R): ReactNode;
  /** Neither moved nor removed. */
  isPinned?(line: R): boolean;
  /** Shown faded, with nothing to change in it. */
  isOff?(line: R): boolean;
  /** What the button at its end does, when it does not remove the line. */
  endOf?(line: R, name: string): { label: string; isBack: boolean } | undefined;
  /** Names the button that adds a line below another, where lines stand below one another. */
  belowText?(name: string): string;
}

/** One after the other. */
export function flatRules<R extends Line>(): LineRules<R> {
  const movedTo = (lines: readonly R[], id: string, otherId: string): readonly R[] => {
    const [from, to] = [id, otherId].map((wanted) => lines.findIndex((line) => line.id === wanted)) as [number, number];
    return from < 0 || to < 0 ? lines : lines.toSpliced(from, 1).toSpliced(to, 0, lines[from]!);
  };
  return {
    placed: (lines) => lines.map((line, index) => ({ line, index, depth: 0, place: index + 1, count: lines.length })),
    movedTo,
    movedBy(lines, id, step) {
      const other = lines[lines.findIndex((line) => line.id === id) + step];
      return other ? movedTo(lines, id, other.id) : lines;
    },
    removed: (lines, id) => lines.filter((line) => line.id !== id),
    added(lines, line, { after }) {
      const at = lines.findIndex(({ id }) => id === after);
      return lines.toSpliced(at < 0 ? lines.length : at + 1, 0, line);
    },
    mayHoldMore: () => false,
  };
}
export const rulesOfLines = <R extends Line>({ rules }: LineSpec<R>): LineRules<R> => rules ?? flatRules<R>();

const isWritten = ({ kind }: Column<never>): boolean =>
  kind === 'text' || kind === 'textarea' || kind === 'number' || kind === 'date' || kind === 'date-time';
export const cellOf = (line: Line, name: string): unknown => (line as unknown as Record<string, unknown>)[name];
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

export const isNewLine = ({ id }: Line): boolean => id.startsWith('new-');

/** Whether nothing was written into a new line: it is none then. */
export function isBlankLine<R extends Line>({ columns }: LineSpec<R>, line: R): boolean {
  const written = columns.filter((column) => isWritten(column as Column<never>));
  return isNewLine(line) && written.length > 0 && written.every(({ name }) => isEmpty(cellOf(line, name)));
}
export const writtenLines = <R extends Line>(spec: LineSpec<R>, lines: readonly R[]): readonly R[] =>
  lines.filter((line) => !isBlankLine(spec, line));

/** Where each of the lines that are sent stands among all. */
export const placesOfWritten = <R extends Line>(spec: LineSpec<R>, lines: readonly R[]): number[] =>
  lines.flatMap((line, index) => (isBlankLine(spec, line) ? [] : [index]));

/** A new line, of an id that no other has. */
export function newLine<R extends Line>({ blank }: LineSpec<R>, lines: readonly Line[]): R {
  const taken = new Set(lines.map(({ id }) => id));
  let count = 1;
  while (taken.has(`new-${count}`)) count += 1;
  return { id: `new-${count}`, ...blank } as R;
}

/** The lines with those back that were there before, each behind the one that it stood behind. */
export function restored<R extends Line>(lines: readonly R[], before: readonly R[]): readonly R[] {
  const result = [...lines];
  for (const [index, line] of before.entries()) {
    if (result.some(({ id }) => id === line.id)) continue;
    const previous = before[index - 1];
    result.splice(previous ? result.findIndex(({ id }) => id === previous.id) + 1 : 0, 0, line);
  }
  return result;
}

/** Cells as spreadsheets put them on the clipboard: tabs between cells, a line each row, quotes around a cell that holds either. */
export function pastedCells(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  for (let at = 0; at <= text.length;) {
    cell.lastIndex = at;
    const [whole = '', quoted, plain = ''] = cell.exec(text) ?? [];
    rows.at(-1)!.push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
    at += whole.length;
    const [end = ''] = /^(?:\t|\r\n?|\n)/.exec(text.slice(at, at + 2)) ?? [];
    if (end === '') break;
    at += end.length;
    if (end === '\t') continue;
    if (at === text.length) break;
    rows.push([]);
  }
  return rows;
}

export interface Pasted<R> {
  readonly lines: readonly R[];
  /** Rows that were written down. */
  readonly taken: number;
  /** Rows for which there was no more room. */
  readonly left: number;
  /** Cells whose words are no choice of their column. */
  readonly unknown: number;
}

/** Rows that were pasted into a cell fill the lines from there on, and further ones as far as there is room. Nothing is written into what is fixed. */
export function pasted<R extends Line>(
  spec: LineSpec<R>,
  lines: readonly R[],
  start: { id: string; column: string },
  cells: readonly (readonly string[])[],
): Pasted<R> {
  const rules = rulesOfLines(spec);
  const first = spec.columns.findIndex(({ name }) => name === start.column);
  let [result, taken, unknown] = [lines, 0, 0];
  let id = start.id;
  for (const row of cells) {
    if (taken > 0) {
      const placed = rules.placed(result);
      const next = placed[placed.findIndex(({ line }) => line.id === id) + 1]?.line;
      if (!next && result.length >= spec.maxLines) break;
      const line = next ?? newLine(spec, result);
      if (!next) result = rules.added(result, line, { after: id });
      ({ id } = line);
    }
    const line = result.find((one) => one.id === id)!;
    const parts = row.map((text, at) => cellPart(spec.columns[first + at], line, text));
    unknown += parts.filter((part) => part === 'unknown').length;
    const written = Object.assign({}, line, ...parts.filter((part) => part !== 'unknown')) as R;
    result = result.map((one) => (one === line ? written : one));
    taken += 1;
  }
  return { lines: result, taken, left: cells.length - taken, unknown };
}

/** What a text is in a column; nothing where there is none, or where it cannot be written. */
function cellPart<R extends Line>(column: Column<R> | undefined, line: R, text: string): object | 'unknown' {
  if (!column || column.kind === 'shown' || column.fixed !== undefined || column.isFixedIn?.(line)) return {};
  const { name, kind } = column;
  if (kind === 'select' || kind === 'radio') {
    const found = column.options.find(({ value, label }) => [value, label].some((word) => isSameWord(word, text)));
    return found ? { [name]: found.value } : text === '' ? {} : 'unknown';
  }
  if (kind === 'number') {
    const number = Number(text.replaceAll(/[,，\s]/g, ''));
    return text === '' ? { [name]: null } : Number.isFinite(number) ? { [name]: number } : 'unknown';
  }
  return isWritten(column as Column<never>) ? { [name]: text } : {};
}

const isSameWord = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
