/**
 * Random definitions, random values, random changes of the definitions: at any time a value is the same in the table, in the API, under filters, in
 * exports and after an import, and no record loses anything. What the values mean is said by `domain/fields`; here the SQL and the files obey it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { fieldTypes, isSortable, isUsed, isVisible, type FieldDef } from '@bahu/domain/fields/field.ts';
import { criterionOf } from '@bahu/domain/fields/filter.ts';
import { operatorsOf, writeFilters, type FieldFilter } from '@bahu/domain/fields/filter-text.ts';
import { matches, sortKeyOf } from '@bahu/domain/fields/match.ts';
import { plainly, showValue, toWire } from '@bahu/domain/fields/show.ts';
import { anyField, anyInput } from '@bahu/domain/fields/test-fields.ts';
import {
  fits,
  isRefused,
  isStoredPhone,
  parseValue,
  understood,
  type Reading,
  type Stored,
} from '@bahu/domain/fields/value.ts';
import { openTable } from '../../../spreadsheet/read.ts';
import { Readable } from 'node:stream';
import { seed } from '../../../test-draw.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { createFieldKeysJob } from '../../platform/fields/keys-job.ts';
import { createLog } from '../../../kernel/log.ts';

const { server, drive, admin } = await openTransfers();
const agents = [server.tenant.administrator, server.tenant.supervisor, server.tenant.agent];
const nameOf = new Map(agents.map(({ userId: agentId }) => [agentId, '']));
for (const { id, name } of await server.database.asOwner<{ id: string; name: string }>(
  'select a.id, u.name from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.id',
))
  nameOf.set(id, name);
const reading: Reading = {
  home: { countryCode: '86', areaCode: '755' },
  isAgent: (id) => agents.some(({ userId: agentId }) => agentId === id),
};

type Values = Record<string, Stored>;
/** What the records hold, by name: kept beside the server by the domain's rules alone. */
type Model = Map<string, Values>;

const request = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => {
  const reply = await server.request(admin(), method, `/api${path}`, body);
  return { status: reply.statusCode, body: reply.json<unknown>() };
};
const definitions = async (): Promise<(FieldDef & { uuid: string; version: number })[]> =>
  ((await request('GET', '/fields?owner=customers')).body as { items: Field[] }).items.map(
    ({ id, fieldId, ...field }) => ({
      ...field,
      id: fieldId,
      uuid: id,
    }),
  );

/** Fields as people and attackers call them. */
const anyDesign = fc.record({
  field: anyField,
  zh: fc.constantFrom(
    '=1+1',
    '@级别',
    '<b>粗</b>',
    "'; drop",
    '金额(元)',
    '金额(美元)',
    '性别',
    'constructor',
    '__proto__',
  ),
  isSearchable: fc.boolean(),
  /** Of a change: values of the list that are taken out, and whether those that stay get other codes. */
  dropped: fc.subarray(['o2', 'o3', 'o4', 'o5']),
  isRecoded: fc.boolean(),
});
type Design = typeof anyDesign extends fc.Arbitrary<infer T> ? T : never;

const kinds = ['multi-line', 'multi-select'];
/** Each type in turn, so that none is left out by chance. */
let drawn = 0;
const withNextType = ({ field, ...design }: Design): Design => ({
  ...design,
  field: { ...field, type: fieldTypes[drawn++ % fieldTypes.length]! },
});
const changedList = ({ field, dropped, isRecoded }: Design): FieldDef['options'] =>
  field.options
    .filter(({ id }) => !dropped.includes(id))
    .map((option) => ({ ...option, code: isRecoded ? `new-${option.code}` : option.code }));
const bodyOf = ({ field, zh, isSearchable }: Design, index: number, options = field.options) => ({
  owner: 'customers' as const,
  key: `k${index}`,
  type: field.type,
  labels: { zh: `${zh}${index}`, en: `=F${index}` },
  options: options.map((option) => ({ ...option, labels: { ...option.labels } })),
  state: field.state,
  isSearchable: isSearchable && !kinds.includes(field.type),
  required: field.required,
  width: 140,
  default: '',
});

const anyInputFor = (field: FieldDef): fc.Arbitrary<unknown> =>
  field.type === 'agent' ? fc.constantFrom(...agents.map(({ userId: agentId }) => agentId), 'nobody') : anyInput(field);
/** What the schema of the API lets in: what no table can hold is refused before any field reads it. */
const isText = (input: unknown, most: number): boolean =>
  typeof input === 'string' && input.length <= most && !/[\0\ud800-\udfff]/u.test(input);
const sendable = (input: unknown): boolean =>
  input === null ||
  isText(input, 4000) ||
  (Array.isArray(input) && input.length <= 50 && input.every((one) => isText(one, 40)));

const log = createLog('error', { write: (line) => void server.logged.push(line) });
async function makeKeys(fields: readonly { uuid: string; isSearchable: boolean }[]): Promise<void> {
  const { db } = server.database;
  for (const { uuid, isSearchable } of fields)
    if (isSearchable)
      await createFieldKeysJob().handle(
        { id: uuid },
        { tenantId: server.tenant.id, attempt: 1, log, tenant: (work) => db.tenant(server.tenant.id, work) },
      );
}

let phones = 0;
/** Creates a customer; what the domain refuses is refused by the server, and no other. */
async function create(model: Model, fields: readonly FieldDef[], inputs: readonly unknown[]): Promise<void> {
  phones += 1;
  const name = `客户${phones}`;
  const sent = fields.flatMap((field, i) =>
    sendable(inputs[i]) && isUsed(field) ? [[field, inputs[i]] as const] : [],
  );
  const wrong = sent.filter(([field, input]) => isRefused(parseValue(field, input, reading)));
  const post = (values: readonly (readonly [FieldDef, unknown])[]) =>
    request('POST', '/customers', {
      name,
      phone: `154${String(phones).padStart(8, '0')}`,
      fields: Object.fromEntries(values.map(([field, input]) => [field.key, input])),
    });
  if (wrong.length) expect((await post(sent)).status, JSON.stringify(sent)).toBe(400);
  const right = sent.filter((one) => !wrong.includes(one));
  const made = await post(right);
  expect(made.status, JSON.stringify([made.body, right.map(([field, input]) => [field.type, input])])).toBe(200);
  const stored = right.flatMap(([field, input]) => {
    const parsed = parseValue(field, input, reading);
    return isRefused(parsed) || parsed.value === null ? [] : [[field.id, parsed.value] as const];
  });
  model.set(name, Object.fromEntries(stored));
}

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

async function storedIsWhatWasWritten(model: Model): Promise<void> {
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

async function shownIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
  for (const { name, fields: shown } of await list()) {
    const stored = model.get(name)!;
    const expected = fields
      .filter((field) => isUsed(field) && stored[field.id] !== undefined)
      .map((field) => [field.key, toWire(field, stored[field.id]!, plainly)] as const);
    expect(shown).toEqual(Object.fromEntries(expected));
  }
}

/** For each field every operator, with a value that some record shows. */
async function filteredIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
  for (const field of fields.filter(isVisible))
    for (const operator of operatorsOf(field.type)) {
      if (operator === 'within') continue;
      const values = [...model.values()].flatMap((stored) => {
        const wire = stored[field.id] === undefined ? null : toWire(field, stored[field.id]!, plainly);
        const word = Array.isArray(wire) ? wire.at(-1) : wire;
        return typeof word === 'string' && word !== '' && word.length < 60 ? [word] : [];
      });
      const filter: FieldFilter = {
        key: field.key,
        operator,
        values: operator === 'empty' || operator === 'filled' ? [] : values.slice(0, operator === 'is' ? 2 : 1),
      };
      const criterion = criterionOf(field, filter, reading);
      if (!criterion) continue;
      const expected = [...model].filter(([, stored]) => matches(criterion, stored[field.id] ?? null));
      const found = (await list(writeFilters([filter]))).map(({ name }) => name);
      expect(found.toSorted(), JSON.stringify([field, filter])).toEqual(expected.map(([name]) => name).toSorted());
    }
}

/** By each field by which lists sort: the keys in their order, and records without one behind all others. */
async function sortedIsWhatIsStored(model: Model, fields: readonly FieldDef[]): Promise<void> {
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

async function exportedIsWhatIsShown(
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
async function importedIsWhatWasExported(model: Model, fields: readonly FieldDef[], bytes: Buffer): Promise<void> {
  const visible = fields.filter(isVisible);
  const found = await drive.upload(admin(), bytes);
  expect(found.mapping).toEqual(['name', 'phone', ...visible.map(({ key }) => `field.${key}`)]);
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
      if (!isFitting(before) || !isVisible(field)) continue;
      expect(is && asOfToday(field, is), JSON.stringify([field, was])).toEqual(plain(was && asOfToday(field, was)));
    }
    expect(Object.keys(now).toSorted()).toEqual(Object.keys(before).toSorted());
    model.set(name, now);
  }
}

test('[C6] [C1] [C4] [C5] whatever fields are and become, values are stored, shown, filtered, exported and imported back alike, and none is lost', async () => {
  const changes = fc.array(fc.record({ which: fc.nat(5), to: anyDesign }), { minLength: 2, maxLength: 4 });
  const run = fc.record({
    designs: fc.array(anyDesign, { minLength: 4, maxLength: 6 }),
    changes,
    format: fc.constantFrom('csv', 'xlsx'),
  });
  await fc.assert(
    fc.asyncProperty(run, fc.gen(), async ({ designs, changes: many, format }, draw) => {
      await server.database.asOwner('delete from field_definitions');
      await server.database.asOwner('delete from customers');
      const model: Model = new Map();
      for (const [index, one] of designs.map(withNextType).entries()) {
        const { status, body } = await request('POST', '/fields', bodyOf(one, index));
        expect(status, JSON.stringify(body)).toBe(200);
      }
      const before = await definitions();
      for (let i = 0; i < 12; i++)
        await create(
          model,
          before,
          before.map((field) => draw(() => anyInputFor(field))),
        );
      await makeKeys(before);
      await shownIsWhatIsStored(model, before);
      await filteredIsWhatIsStored(model, before);
      await sortedIsWhatIsStored(model, before);
      for (const { which, to } of many) {
        const { uuid, version } = (await definitions())[which % before.length]!;
        const { owner: _owner, key, ...change } = bodyOf(to, 10 + (which % before.length), changedList(to));
        const reply = await request('PATCH', `/fields/${uuid}`, { version, ...change, key });
        expect(reply.status, JSON.stringify(reply.body)).toBe(200);
      }
      const after = await definitions();
      await storedIsWhatWasWritten(model);
      await shownIsWhatIsStored(model, after);
      await filteredIsWhatIsStored(model, after);
      await makeKeys(after);
      await filteredIsWhatIsStored(model, after);
      await sortedIsWhatIsStored(model, after);
      const bytes = await exportedIsWhatIsShown(model, after, format as 'csv' | 'xlsx');
      await importedIsWhatWasExported(model, after, bytes);
      await shownIsWhatIsStored(model, after);
    }),
    { seed, numRuns: 3, endOnFailure: true },
  );
  expect(server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
