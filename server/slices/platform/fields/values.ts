/** Values of designed fields in records: what requests send becomes what is stored, and what is stored becomes what a reader may see. */
import { fieldsOfOwner, type FieldOwner } from '@bahu/contract/field-owners.ts';
import { sql } from 'kysely';
import type { FieldValues } from '@bahu/contract/fields.ts';
import { attachmentIds } from '@bahu/domain/attachments/attachment.ts';
import { isUsed, isVisible, type FieldDef } from '@bahu/domain/fields/field.ts';
import { toWire } from '@bahu/domain/fields/show.ts';
import {
  areFiles,
  isRefused,
  parseValue,
  type FieldValue,
  type Reading,
  type Stored,
} from '@bahu/domain/fields/value.ts';
import { numberFor, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import { bindFiles, usableFiles, type FileHolder } from '../attachments/index.ts';
import { homeOf } from '../tenants/index.ts';
import { defaultFor } from './present.ts';

/** As `fields` of a record holds them: by the id of the field. */
export type StoredFields = Readonly<Record<string, unknown>>;

/** Texts and numbers as a reader may see them. */
export const masksFor = (reader: Principal) => ({
  text: (text: string) => textFor(reader, text),
  number: (text: string) => numberFor(reader, text),
});

/** What a reader may see of a record's fields, by code. Hidden fields go along, those that are switched off do not. */
export function presentFields(reader: Principal, fields: readonly FieldDef[], stored: StoredFields): FieldValues {
  const shown = fields.filter((field) => isUsed(field) && Object.hasOwn(stored, field.id));
  const masks = masksFor(reader);
  return Object.fromEntries(
    shown.map((field) => {
      const wire = toWire(field, stored[field.id] as Stored, masks);
      return [field.key, wireOf(wire)];
    }),
  );
}

/** As the schema of a reply has it: a list of its own. */
export const wireOf = (wire: FieldValue): FieldValues[string] =>
  typeof wire === 'string' || wire === null ? wire : [...wire];

/** Everything that reading values needs of the tenant: `words` are values, among them ids of agents. Files are there for who writes a record alone. */
export async function readingFor(tx: Tx, tenantId: string, words: readonly unknown[]): Promise<Reading> {
  const ids = [...new Set(words.filter((word): word is string => typeof word === 'string' && isId(word)))];
  const rows = ids.length ? await tx.selectFrom('agents').select('id').where('id', 'in', ids).execute() : [];
  const known = new Set(rows.map(({ id }) => id));
  return { home: await homeOf(tx, tenantId), isAgent: (id) => known.has(id), fileOf: () => undefined };
}

/** The record that is written: new, or with what it has. */
export interface WrittenRecord extends FileHolder {
  readonly known: StoredFields | null;
}

/**
 * The fields of a record after `sent` was written over what it has. Of a new record fields that are not sent have their default, and those that
 * the browser requires must be there when a person writes it. Files are the record's from then on, with the transaction that saves it.
 * @throws Refusal input.invalid with `fields.<code>`.
 */
export async function writeFields(
  tx: Tx,
  writer: Principal,
  fields: readonly FieldDef[],
  sent: FieldValues | undefined,
  record: WrittenRecord,
): Promise<Record<string, unknown>> {
  const { known } = record;
  const stored: Record<string, unknown> = { ...known };
  const used = fields.filter(isUsed);
  if (used.length === 0 && !sent) return stored;
  const given = Object.entries(sent ?? {});
  const sentFiles = used
    .filter(({ type }) => type === 'file')
    .flatMap(({ key }) => attachmentIds(sent && Object.hasOwn(sent, key) ? sent[key] : null) ?? []);
  const files = await usableFiles(tx, writer, record, sentFiles);
  const reading: Reading = {
    ...(await readingFor(tx, writer.tenantId, [
      ...given.map(([, value]) => value),
      ...(known ? [] : used.map((field) => field.default)),
    ])),
    fileOf: (id) => files.find((file) => file.id === id),
  };
  const errors: { path: string; rule: string }[] = [];
  for (const [key] of given)
    if (!used.some((field) => field.key === key)) errors.push({ path: `fields.${key}`.slice(0, 100), rule: 'unknown' });
  for (const field of used) {
    const isSent = isGiven(writer, field, sent, known);
    if (!isSent && known) continue;
    const before = (known?.[field.id] ?? null) as Stored | null;
    const input = isSent ? sent![field.key] : field.default;
    if (isSent && isAsShown(writer, field, input, before)) continue;
    const parsed = parseValue(field, input, reading, before);
    if (isRefused(parsed)) {
      if (isSent) errors.push({ path: `fields.${field.key}`, rule: parsed.rule });
    } else if (parsed.value !== null) stored[field.id] = restored(writer, parsed.value, before);
    else delete stored[field.id];
    const isMissing = !isRefused(parsed) && parsed.value === null && writer.via === 'session';
    if (isMissing && field.required.web && isVisible(field) && field.state !== 'list')
      errors.push({ path: `fields.${field.key}`, rule: 'required' });
  }
  if (errors.length) throw new Refusal('input.invalid', undefined, errors);
  await bindFiles(
    tx,
    record,
    files.map(({ id }) => id),
  );
  return stored;
}

/** Whether somebody wrote a value: a new record's form that comes back with the default under the mask means the default. */
function isGiven(
  writer: Principal,
  field: FieldDef,
  sent: FieldValues | undefined,
  known: StoredFields | null,
): boolean {
  if (sent === undefined || !Object.hasOwn(sent, field.key)) return false;
  return known !== null || !writer.masksNumbers || sent[field.key] !== defaultFor(writer, field);
}

/** A form comes back with what its reader saw: then nobody wrote the value, also one that does not fit any more. */
function isAsShown(writer: Principal, field: FieldDef, input: unknown, before: Stored | null): boolean {
  if (before === null || input === null) return false;
  const [shown] = Object.values(presentFields(writer, [field], { [field.id]: before }));
  return JSON.stringify(shown) === JSON.stringify(input);
}

const restored = (writer: Principal, value: Stored, before: Stored | null): Stored =>
  typeof value === 'string' && typeof before === 'string' ? textFrom(writer, value, before) : value;

/**
 * What the audit log says of fields that changed: by code, values as the API has them. A telephone number says that it is one, or a short one would
 * be no number to whom the log is shown under the mask.
 */
export function changedFields(fields: readonly FieldDef[], before: StoredFields, after: StoredFields) {
  const changed = fields.filter(({ id }) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
  const plain = { text: (text: string) => text, number: (text: string) => text };
  const told = (of: StoredFields) =>
    Object.fromEntries(
      changed.map((field) => [
        field.key,
        Object.hasOwn(of, field.id) ? toldValue(field, wireTold(field, of[field.id] as Stored, plain)) : null,
      ]),
    );
  return { isChanged: changed.length > 0, before: told(before), after: told(after) };
}

/** A value in the audit log. */
export const toldValue = <V>({ type }: Pick<FieldDef, 'type'>, value: V): V | { number: V } =>
  type === 'phone' && value !== '' ? { number: value } : value;

/** Files by their names. */
const wireTold = (field: FieldDef, value: Stored, plain: ReturnType<typeof masksFor>) =>
  areFiles(value) ? value.files.map(({ name }) => name) : toWire(field, value, plain);

/** So many values are read and checked within some milliseconds; between them others have their turn. */
const valuesPerFetch = 1000;

/** The different values that records have of a field, each with how many have it, most frequent first. */
export async function* valuesOf(tx: Tx, owner: FieldOwner, fieldId: string) {
  await sql`
    declare field_values no scroll cursor for
    select fields -> ${sql.lit(fieldId)} as value, count(*) as records from ${sql.table(fieldsOfOwner[owner].table)}
    where jsonb_exists(fields, ${sql.lit(fieldId)}) group by 1 order by 2 desc`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ value: Stored; records: number }>`
      fetch ${sql.lit(valuesPerFetch)} from field_values`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < valuesPerFetch) break;
  }
  await sql`close field_values`.execute(tx);
}
