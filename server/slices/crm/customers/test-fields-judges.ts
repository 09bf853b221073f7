/** What holds of records at any time, whatever their fields are: stored, shown, told, found, sorted, exported and imported back are the same. */
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { isFilterable, isSortable, isUsed, isVisible, type FieldDef } from '@bahu/domain/fields/field.ts';
import { criterionOf } from '@bahu/domain/fields/filter.ts';
import { operatorsOf, writeFilters, type FieldFilter } from '@bahu/domain/fields/filter-text.ts';
import { matches, sortKeyOf } from '@bahu/domain/fields/match.ts';
import { plainWord } from '@bahu/domain/fields/options.ts';
import { absoluteFilters } from '@bahu/domain/fields/relative.ts';
import { plainly, showValue, toWire } from '@bahu/domain/fields/show.ts';
import {
  areFiles,
  fits,
  isRefused,
  isStoredPhone,
  parseValue,
  understood,
  type Stored,
} from '@bahu/domain/fields/value.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { openTable } from '../../../spreadsheet/read.ts';
import { admin, drive, nameOf, reading, request, server, type Model, type Values } from './test-fields-model.ts';

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

export async function storedIsWhatWasWritten(model: Model): Promise<void> {
  const rows = await server.database.asOwner<{ name: string; fields: Values }>(
    'select name, fields from customers where tenant_id = $1',
    [server.tenant.id],
  );
  expect(new Map(rows.map(({ name, fields }) => [name, fields]))).toEqual(
    new Map([...model].map(([n, v]) => [n, plain(v)])),
  );
}

const list = async (filter = ''): Promise<Customer[]> => {
  const { status, body } = await request(
    'GET',
    `/customers?limit=100${filter && `&fields=${encodeURIComponent(filter)}`}`,
  );
  expect(status, filter).toBe(200);
  return (body as { items: Customer[] }).items;
};

export async function shownIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
  for (const { name, fields: shown } of await list()) {
    const stored = model.get(name)!;
    const expected = fields
      .filter((field) => isUsed(field) && stored[field.id] !== undefined)
      .map((field) => [field.key, toWire(field, stored[field.id]!, plainly)] as const);
    expect(shown).toEqual(Object.fromEntries(expected));
  }
}

/** Values that some records show in a field, as people would look for them. */
const wordsIn = (model: Model, field: FieldDef): string[] =>
  [...model.values()].flatMap((stored) => {
    const wire = stored[field.id] === undefined ? null : toWire(field, stored[field.id]!, plainly);
    const word = Array.isArray(wire) ? wire.at(-1) : wire;
    return typeof word === 'string' && word !== '' && word.length < 60 ? [word] : [];
  });

const dayMs = 86_400_000;
const offsetMinutes = 480;
/** The day on the tenant's clock, counted from 1970. */
const dayNumber = (at: number): number => Math.floor((at + offsetMinutes * 60_000) / dayMs);
/** The days around a value, counted from today as `within` has them; none for what is no day. */
function daysAround(field: FieldDef, word: string, now: number): string[] {
  const at = Date.parse(field.type === 'date' ? `${word}T00:00:00+08:00` : word);
  const away = dayNumber(at) - dayNumber(now);
  return Number.isNaN(at) || Math.abs(away) > 36_000 ? [] : [String(away - 1), String(away)];
}

function filterOf(
  field: FieldDef,
  operator: FieldFilter['operator'],
  words: readonly string[],
  now: number,
): FieldFilter {
  const { key } = field;
  if (operator === 'empty' || operator === 'filled') return { key, operator, values: [] };
  if (operator === 'within')
    return {
      key,
      operator,
      values: words.map((word) => daysAround(field, word, now)).find((days) => days.length > 0) ?? [],
    };
  return { key, operator, values: words.slice(0, operator === 'is' ? 2 : 1) };
}

/** For each field every operator, with a value that some record shows; what lists offer no filter by is refused. */
export async function filteredIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
  for (const field of fields.filter(isVisible)) {
    if (!isFilterable(field, false)) {
      const reply = await request('GET', `/customers?fields=${encodeURIComponent(`${field.key}:filled:`)}`);
      expect(reply.body).toMatchObject({ fields: [{ path: 'fields', rule: 'not-searchable' }] });
      continue;
    }
    for (const operator of operatorsOf(field.type)) await findsWhatMatches(model, field, operator);
  }
}

async function findsWhatMatches(model: Model, field: FieldDef, operator: FieldFilter['operator']): Promise<void> {
  const now = Date.now();
  const filter = filterOf(field, operator, wordsIn(model, field), now);
  const criteria = (absoluteFilters(filter, field.type, { now, utcOffsetMinutes: offsetMinutes }) ?? []).map((one) =>
    criterionOf(field, one, reading),
  );
  if (criteria.length === 0 || criteria.includes(null)) return;
  const expected = [...model].filter(([, stored]) =>
    criteria.every((criterion) => matches(criterion!, stored[field.id] ?? null)),
  );
  const found = (await list(writeFilters([filter]))).map(({ name }) => name);
  // Midnight passed: what was asked for is another day now.
  if (operator === 'within' && dayNumber(now) !== dayNumber(Date.now()))
    return findsWhatMatches(model, field, operator);
  expect(found.toSorted(), JSON.stringify([field, filter])).toEqual(expected.map(([name]) => name).toSorted());
}

const searched = ['text', 'email', 'number', 'money', 'phone'];
/** Whether the typed text is the beginning of a text, or the whole of a number. */
function isSearched(field: FieldDef, typed: string, stored: Stored | undefined): boolean {
  const isText = field.type === 'text' || field.type === 'email';
  const parsed = parseValue(isText ? { ...field, type: 'text' } : field, typed, reading);
  if (stored === undefined || isRefused(parsed) || parsed.value === null) return false;
  const [key, wanted] = [sortKeyOf(field.type, stored), sortKeyOf(field.type, parsed.value)];
  return key !== null && wanted !== null && (isText ? key.startsWith(wanted) : key === wanted);
}

/** What stands in a searchable field finds everybody who has it; nobody else is found but by a name or a number. */
export async function searchedIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
  const able = fields.filter((field) => isVisible(field) && field.isSearchable && searched.includes(field.type));
  for (const field of able)
    for (const typed of wordsIn(model, field).slice(0, 2)) {
      const { status, body } = await request('GET', `/customers?limit=100&search=${encodeURIComponent(typed)}`);
      expect(status, typed).toBe(200);
      const names = new Set((body as { items: Customer[] }).items.map(({ name }) => name));
      for (const [name, stored] of model) {
        const isExpected = able.some((one) => isSearched(one, typed, stored[one.id]));
        if (isExpected || !isNamedBy(name, typed))
          expect([name, names.has(name)], JSON.stringify([field, typed])).toEqual([name, isExpected]);
      }
    }
}

/** Whether the name, its initials or the number could be what was meant. */
function isNamedBy(name: string, typed: string): boolean {
  const text = plainWord(typed);
  const digits = typed.replace(/[^0-9]/g, '');
  const phone = `154${name.slice(2).padStart(8, '0')}`;
  return (
    plainWord(name).includes(text) ||
    initialsOf(name).startsWith(text) ||
    (digits.length >= 3 && phone.includes(digits.slice(-3)))
  );
}

/** By each field by which lists sort: the keys in their order, and records without one behind all others. */
export async function sortedIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
  const ordered = ['number', 'date', 'date-time'];
  for (const field of fields.filter((one) => isSortable(one) && isVisible(one) && ordered.includes(one.type))) {
    const { body } = await request('GET', `/customers?limit=100&sort=field.${field.key}`);
    const keyOf = (stored: Values | undefined): string | null =>
      stored?.[field.id] === undefined ? null : sortKeyOf(field.type, stored[field.id]!);
    const keys = [...model.values()].map(keyOf);
    const present = keys.filter((key) => key !== null);
    const { items } = body as { items: Customer[] };
    expect(items.map(({ name }) => keyOf(model.get(name)))).toEqual([
      ...present.toSorted((one, other) => (one < other ? -1 : Number(one > other))),
      ...keys.filter((key) => key === null),
    ]);
    expect(new Set(items.map(({ name }) => name)).size).toBe(model.size);
  }
}

async function rowsOfFile(bytes: Buffer): Promise<string[][]> {
  const table = await openTable(
    { size: bytes.length, read: (from, to) => Readable.from([bytes.subarray(from, to + 1)]) },
    async () => {},
  );
  const rows: string[][] = [];
  for await (const batch of table.rows(0)) rows.push(...batch.map(({ cells }) => cells));
  return rows;
}

const shownInSheet = (field: FieldDef, stored: Stored | undefined): string =>
  stored === undefined
    ? ''
    : showValue(field, stored, {
        ...plainly,
        language: 'zh',
        utcOffsetMinutes: 480,
        agentName: (id) => nameOf.get(id) ?? null,
      });

export async function exportedIsWhatIsShown(
  model: Model,
  fields: readonly FieldDef[],
  format: 'csv' | 'xlsx',
): Promise<Buffer> {
  const visible = fields.filter(isVisible);
  const columns = ['name', 'phone', ...visible.map(({ key }) => `field.${key}`)];
  const { bytes } = await drive.exportFile(admin(), { kind: 'customers', format, columns });
  const [heads, ...rows] = await rowsOfFile(bytes);
  expect(heads).toEqual(['姓名', '电话', ...visible.map(({ labels }) => labels.zh)]);
  expect(new Map(rows.map(([name = '', , ...cells]) => [name, visible.map((_, i) => cells[i] ?? '')]))).toEqual(
    new Map([...model].map(([name, stored]) => [name, visible.map((field) => shownInSheet(field, stored[field.id]))])),
  );
  return bytes;
}

/** A value as its field writes it now: of a text that became a number, the number. */
function asOfToday(field: FieldDef, stored: Stored): Stored {
  const value = understood(field, stored);
  if (typeof value !== 'string' || (field.type === 'phone' && isStoredPhone(value))) return value;
  const parsed = parseValue(field, value, reading);
  return isRefused(parsed) || parsed.value === null ? value : parsed.value;
}

/** A row comes back as it was; one with a value that does not fit its field any more is refused, and keeps all that it has. */
export async function importedIsWhatWasExported(
  model: Model,
  fields: readonly FieldDef[],
  bytes: Buffer,
): Promise<void> {
  const visible = fields.filter(isVisible);
  const found = await drive.upload(admin(), bytes);
  // Columns of files are told as what they are, and left out.
  const isOfFiles = visible.map(({ type }) => type === 'file');
  const mapped = visible.map(({ key }, index) => (isOfFiles[index] ? null : `field.${key}`));
  expect(found.mapping).toEqual(['name', 'phone', ...mapped]);
  expect(found.columns.map((column) => column.isOfFiles)).toEqual([false, false, ...isOfFiles]);
  const done = await drive.step(admin(), (await drive.map(admin(), found, { onExisting: 'update' })).id, 'apply');
  const isFitting = (stored: Values): boolean =>
    visible.every(
      (field) => stored[field.id] === undefined || fits(field, understood(field, stored[field.id]!), reading),
    );
  const fitting = [...model.values()].filter(isFitting).length;
  expect(done.counts).toMatchObject({ rows: model.size, new: 0 });
  expect(done.counts!.update, JSON.stringify([done.reasons, [...model], visible])).toBeGreaterThanOrEqual(fitting);
  const rows = await server.database.asOwner<{ name: string; fields: Values }>(
    'select name, fields from customers where tenant_id = $1',
    [server.tenant.id],
  );
  expect(rows.length).toBe(model.size);
  for (const { name, fields: now } of rows) {
    const before = model.get(name)!;
    for (const field of fields) {
      const [was, is] = [before[field.id], now[field.id]];
      // Also where the field is another one by now, and a sheet has their names as a text.
      if (was !== undefined && areFiles(was)) expect(is).toEqual(plain(was));
      if (!isFitting(before) || !isVisible(field)) continue;
      expect(is && asOfToday(field, is), JSON.stringify([field, was])).toEqual(plain(was && asOfToday(field, was)));
    }
    expect(Object.keys(now).toSorted()).toEqual(Object.keys(before).toSorted());
    model.set(name, now);
  }
}
