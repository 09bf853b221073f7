/**
 * Records under random definitions of fields: what was written is kept beside the server by the rules of `domain/fields` alone. A server of its own,
 * which ends with the file that imports this.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Field } from '@bahu/contract/fields.ts';
import { canBeSearchable, fieldTypes, holdsList, isUsed, type FieldDef } from '@bahu/domain/fields/field.ts';
import { plainly, toWire } from '@bahu/domain/fields/show.ts';
import { anyField, anyInput, soundInput, testFiles } from '@bahu/domain/fields/test-fields.ts';
import { areFiles, isRefused, parseValue, type Parsed, type Reading, type Stored } from '@bahu/domain/fields/value.ts';
import { createLog } from '../../../kernel/log.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { drivenFiles } from '../../platform/attachments/test-files.ts';
import { createFieldKeysJob } from '../../platform/fields/keys-job.ts';

export const { server, drive, admin } = await openTransfers();
const agents = [server.tenant.administrator, server.tenant.supervisor, server.tenant.agent];
export const nameOf = new Map<string, string>(agents.map(({ userId: agentId }) => [agentId, '']));
for (const { id, name } of await server.database.asOwner<{ id: string; name: string }>(
  'select a.id, u.name from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.id',
))
  nameOf.set(id, name);
/** Files that were sent and that no record has: each is given to one. */
const { sent } = drivenFiles(server);
const files = await Promise.all(
  Array.from({ length: 180 }, (_, i) => sent(admin(), testFiles[i % testFiles.length]!.name)),
);
let taken = 0;
export const reading: Reading = {
  home: { countryCode: '86', areaCode: '755' },
  isAgent: (id) => agents.some(({ userId: agentId }) => agentId === id),
  fileOf: (id) => files.find((file) => file.id === id),
};

export type Values = Record<string, Stored>;
/** What the records hold, by name: kept beside the server by the domain's rules alone. */
export type Model = Map<string, Values>;

export const request = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => {
  const reply = await server.request(admin(), method, `/api${path}`, body);
  return { status: reply.statusCode, body: reply.json<unknown>() };
};
export const definitions = async (): Promise<(FieldDef & { uuid: string; version: number })[]> =>
  ((await request('GET', '/fields?owner=customers')).body as { items: Field[] }).items.map(
    ({ id, fieldId, ...field }) => ({
      ...field,
      id: fieldId,
      uuid: id,
    }),
  );

/** Fields as people and attackers call them. */
export const anyDesign = fc.record({
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

/** Each type in turn, so that none is left out by chance. */
let drawn = 0;
export const withNextType = ({ field, ...design }: Design): Design => ({
  ...design,
  field: { ...field, type: fieldTypes[drawn++ % fieldTypes.length]! },
});
export const changedList = ({ field, dropped, isRecoded }: Design): FieldDef['options'] =>
  field.options
    .filter(({ id }) => !dropped.includes(id))
    .map((option) => ({ ...option, code: isRecoded ? `new-${option.code}` : option.code }));
export const bodyOf = (
  { field, zh, isSearchable }: Design,
  index: number,
  options = field.options,
  given: unknown = '',
) => ({
  owner: 'customers' as const,
  key: `k${index}`,
  type: field.type,
  labels: { zh: `${zh}${index}`, en: `=F${index}` },
  options: options.map((option) => ({ ...option, labels: { ...option.labels } })),
  state: field.state,
  isSearchable: isSearchable && canBeSearchable(field.type),
  required: field.required,
  width: 140,
  default: given,
});

const anyAgent = fc.constantFrom(...agents.map(({ userId }) => userId));
export function anyInputFor(field: FieldDef): fc.Arbitrary<unknown> {
  if (field.type === 'agent') return fc.oneof(anyAgent, fc.constant('nobody'));
  if (field.type !== 'file') return anyInput(field);
  const ids = files.slice(taken, (taken += 2)).map(({ id }) => id);
  return fc.oneof(fc.subarray(ids), fc.constantFrom(['none'], 'a text', null));
}
/** A default that a designer could set, or none. */
export const anyDefaultFor = (field: FieldDef): fc.Arbitrary<unknown> =>
  fc.oneof(fc.constant(''), field.type === 'agent' ? anyAgent : soundInput(field)).map((given) => {
    const isFormed = Array.isArray(given) ? holdsList(field.type) : isText(given, 256);
    return isFormed && sendable(given) && !isRefused(parseValue(field, given, reading)) ? given : '';
  });
/** What the schema of the API lets in: what no table can hold is refused before any field reads it. */
const isText = (input: unknown, most: number): boolean =>
  typeof input === 'string' && input.length <= most && !/[\0\ud800-\udfff]/u.test(input);
const sendable = (input: unknown): boolean =>
  input === null ||
  isText(input, 4000) ||
  (Array.isArray(input) && input.length <= 50 && input.every((one) => isText(one, 40)));

const log = createLog('error', { write: (line) => void server.logged.push(line) });
export async function makeKeys(fields: readonly { uuid: string; isSearchable: boolean }[]): Promise<void> {
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
export async function create(model: Model, fields: readonly FieldDef[], inputs: readonly unknown[]): Promise<void> {
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
  const isGiven = new Set(right.map(([field]) => field));
  const stored = fields.filter(isUsed).flatMap((field) => {
    const input = isGiven.has(field) ? right.find(([one]) => one === field)![1] : field.default;
    return valueOf(field, parseValue(field, input, reading));
  });
  model.set(name, Object.fromEntries(stored));
}

const valueOf = ({ id }: FieldDef, parsed: Parsed): [string, Stored][] =>
  isRefused(parsed) || parsed.value === null ? [] : [[id, parsed.value]];

/** What the audit log has of a value: as the API has it, of a number that it is one, of files their names. */
const toldOf = (field: FieldDef, stored: Stored | undefined): unknown => {
  if (stored === undefined) return null;
  const names = areFiles(stored) ? stored.files.map(({ name }) => name) : null;
  const wire = names ?? toWire(field, stored, { text: (text) => text, number: (number) => number });
  return field.type === 'phone' ? { number: wire } : wire;
};
type Told = Readonly<Record<string, unknown>>;
const loggedOf = async (action: string, name: string): Promise<{ before: Told | null; after: Told | null }> => {
  const rows = await server.database.asOwner<{ before: Told | null; after: Told | null }>(
    'select before, after from audit_rows where action = $1 and record_name = $2 order by at desc, id desc limit 1',
    [action, name],
  );
  return rows[0] ?? { before: null, after: null };
};
const partOf = (told: Told | null, fields: readonly FieldDef[]): Told =>
  Object.fromEntries(fields.flatMap(({ key }) => (told && Object.hasOwn(told, key) ? [[key, told[key]]] : [])));

/** Of a customer who was just created the log has every value, and nothing else of designed fields. */
export async function loggedIsWhatWasWritten(model: Model, fields: readonly FieldDef[]): Promise<void> {
  for (const [name, stored] of model) {
    const expected = fields
      .filter(({ id }) => stored[id] !== undefined)
      .map((one) => [one.key, toldOf(one, stored[one.id])]);
    const { after } = await loggedOf('customer.create', name);
    expect(partOf(after, fields), name).toEqual(Object.fromEntries(expected));
  }
}

/** Writes one value over what a customer has, as the fields are now; the log has both. What the domain refuses is refused, and changes nothing. */
export async function change(model: Model, name: string, fields: readonly FieldDef[], field: FieldDef, input: unknown) {
  if (!sendable(input) || !isUsed(field)) return;
  const [customer] = await found(name);
  const before = model.get(name)!;
  const known = before[field.id];
  const isAsShown =
    known !== undefined && input !== null && JSON.stringify(toWire(field, known, plainly)) === JSON.stringify(input);
  const parsed: Parsed = isAsShown ? { value: known } : parseValue(field, input, reading, known ?? null);
  const { status, body } = await request('PATCH', `/customers/${customer!.id}`, {
    version: customer!.version,
    fields: { [field.key]: input },
  });
  expect(status, JSON.stringify([field, input, body])).toBe(isRefused(parsed) ? 400 : 200);
  if (isRefused(parsed)) return;
  const { [field.id]: _was, ...rest } = before;
  const after: Values = parsed.value === null ? rest : { ...before, [field.id]: parsed.value };
  model.set(name, after);
  if (JSON.stringify(before[field.id]) === JSON.stringify(after[field.id])) return;
  const logged = await loggedOf('customer.change', name);
  const told = [logged.before, logged.after].map((values) => partOf(values, fields));
  expect(told).toEqual([before, after].map((values) => ({ [field.key]: toldOf(field, values[field.id]) })));
}

const found = async (name: string) =>
  server.database.asOwner<{ id: string; version: number }>(
    'select id, version from customers where tenant_id = $1 and name = $2',
    [server.tenant.id, name],
  );
