/** Values of fields in the cells of a sheet: what `showValue` wrote is read back as what was stored. */
import { hasOptions, type FieldDef } from './field.ts';
import { optionOfWord } from './options.ts';
import { betweenValues } from './separators.ts';
import { parseValue, plainMoment, type Parsed, type Reading } from './value.ts';

export interface CellReading extends Reading {
  readonly utcOffsetMinutes: number;
  /** An agent by extension or name; undefined when nobody or several bear it. */
  agentOf(word: string): string | undefined;
}

/** Reads a cell; an empty one is no value. Options are named by label or code, moments stand on the tenant's clock. */
export function fromCell(field: FieldDef, cell: string, reading: CellReading): Parsed {
  const text = cell.trim();
  if (text === '') return { value: null };
  if (field.type === 'agent') {
    const agent = reading.agentOf(text);
    return agent === undefined ? { rule: 'agent' } : { value: { agent } };
  }
  // A sheet holds the name of a file at most.
  if (field.type === 'file') return { rule: 'file' };
  if (field.type === 'date') return parseValue(field, text.replace(/[ T]00?:00(:00)?$/, ''), reading);
  if (field.type === 'date-time') return parseValue(field, zoned(text, reading.utcOffsetMinutes), reading);
  return hasOptions(field.type) ? optionsOfCell(field, text, reading) : parseValue(field, cell, reading);
}

function optionsOfCell(field: FieldDef, text: string, reading: Reading): Parsed {
  if (field.type === 'cascade')
    return parseValue(
      field,
      text.split(/[>＞]/).map((word) => word.trim()),
      reading,
      everyId(field),
    );
  if (field.type !== 'multi-select') return parseValue(field, text, reading, everyId(field));
  const words = text.split(/[;；\n]/).map((word) => word.trim());
  const split = words.some((word) => !optionOfWord(field, word))
    ? text.split(betweenValues).map((word) => word.trim())
    : words;
  return parseValue(field, split.filter(Boolean), reading, everyId(field));
}

/** A sheet that was exported holds retired options too, and may come back. */
const everyId = (field: FieldDef): string[] => field.options.map(({ id }) => id);

/** The moment of a cell as ISO 8601 in UTC, or null when it is none; `offset` as the tenant's clock has it, in minutes. */
export const momentOfCell = (text: string, offset: number): string | null => plainMoment(zoned(text.trim(), offset));

/** 2026-01-05 16:30 on a clock `offset` minutes before UTC as a moment; a day alone is its beginning. What says its zone keeps it. */
function zoned(text: string, offset: number): string {
  const found =
    /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?$/.exec(
      text.normalize('NFKC'),
    );
  if (!found) return text;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const two = (value: number): string => String(value).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  const zone = `${sign}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${found[1]}-${two(month!)}-${two(day!)}T${two(hour)}:${two(minute)}:${two(second)}${year ? zone : ''}`;
}
