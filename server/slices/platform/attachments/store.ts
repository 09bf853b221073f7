/** Rows of files: taken in, taken by a record, read by whoever reads it. */
import { fieldOwners, fieldsOfOwner, readsOf, type FieldOwner } from '@bahu/contract/field-owners.ts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import { openRecord, type OpenRecords } from '../../../kernel/open-records.ts';
import type {
  Generated,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
} from '../../../kernel/tables/columns.ts';

interface Row extends OfTenant {
  id: string;
  owner: Nullable<FieldOwner>;
  recordId: Nullable<string>;
  state: Generated<'receiving' | 'stored' | 'removing'>;
  name: string;
  mediaType: Generated<string>;
  bytes: Generated<number>;
  sha256: Generated<string>;
  path: string;
  attachedAt: NullableMoment;
  unusedSince: NullableMoment;
  createdBy: Nullable<string>;
  createdAt: MomentWithDefault;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    attachments: Row;
  }
}

/** The record that has files, or is about to. */
export interface FileHolder {
  readonly owner: FieldOwner;
  readonly id: string;
}

/**
 * Notes a file that is about to come, so that its bytes are never without a row. Those who send several at once wait for each other, or a burst
 * would pass the limit. @throws Refusal attachment.too-many-unsaved.
 */
export async function noteComing(
  tx: Tx,
  sender: Principal,
  file: { id: string; name: string; path: string; bytes: number },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`attachments ${sender.userId}`}, 0))`.execute(tx);
  const { count } = await tx
    .selectFrom('attachments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('createdBy', '=', sender.userId)
    .where('recordId', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= attachmentLimits.unsaved) throw new Refusal('attachment.too-many-unsaved');
  await tx
    .insertInto('attachments')
    .values({ ...file, tenantId: sender.tenantId, createdBy: sender.userId })
    .execute();
}

/** Its bytes are whole and safe: records may take it. */
export const noteStored = (
  tx: Tx,
  id: string,
  { type, bytes, sha256 }: { type: string; bytes: number; sha256: string },
) =>
  tx
    .updateTable('attachments')
    .set({ state: 'stored', mediaType: type, bytes, sha256 })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute();

export const dropRow = (tx: Tx, id: string) => tx.deleteFrom('attachments').where('id', '=', id).execute();

/**
 * The files among `ids` that a record may take: those that it has or had, and those that its writer sent and no record has. They are locked until
 * the transaction ends, so that none is removed meanwhile.
 */
export async function usableFiles(
  tx: Tx,
  writer: Principal,
  holder: FileHolder,
  ids: readonly string[],
): Promise<Attachment[]> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return [];
  const rows = await tx
    .selectFrom('attachments')
    .select(['id', 'name', 'mediaType', 'bytes'])
    .where('id', 'in', wanted)
    .where('state', '=', 'stored')
    .where((eb) =>
      eb.or([
        eb.and([eb('owner', '=', holder.owner), eb('recordId', '=', holder.id)]),
        eb.and([eb('recordId', 'is', null), eb('createdBy', '=', writer.userId)]),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id, name, mediaType, bytes }) => ({ id, name, type: mediaType, size: bytes }));
}

/** These files are the record's from now on, with the transaction that saves it. */
export async function bindFiles(tx: Tx, { owner, id }: FileHolder, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('attachments')
    .set({ owner, recordId: id, unusedSince: null })
    .where('id', 'in', [...ids])
    .execute();
}

/** The files of records that are gone for good: no record can take them any more, and the next round of `forget.ts` removes them. */
export async function giveUpFiles(tx: Tx, owner: FieldOwner, recordIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('attachments')
    .set({ state: 'removing' })
    .where('owner', '=', owner)
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .where('state', '=', 'stored')
    .execute();
}

/** Whether the record of `a`, which is of this owner, has the file in any of its fields. */
const isHeldBy = (owner: FieldOwner): RawBuilder<SqlBool> => {
  const { table, bin }: { table: string; bin?: string } = fieldsOfOwner[owner];
  const isIn = (name: string) => sql`exists (
    select from ${sql.table(name)} r where r.tenant_id = a.tenant_id and r.id = a.record_id
      and jsonb_path_exists(r.fields, '$.*.files[*].id ? (@ == $id)', jsonb_build_object('id', a.id)))`;
  return sql<SqlBool>`(${sql.join([table, ...(bin === undefined ? [] : [bin])].map(isIn), sql` or `)})`;
};

/** Whether the record of `a` has the file, whatever it is: beside its fields, or in one. */
export const isHeld: RawBuilder<SqlBool> = sql<SqlBool>`(a.attached_at is not null or case a.owner
  ${sql.join(
    fieldOwners.map((owner) => sql`when ${sql.lit(owner)} then ${isHeldBy(owner)}`),
    sql` `,
  )} else false end)`;

/** Kinds of records whose fields companies design. */
type FieldRecordKind = (typeof fieldsOfOwner)[FieldOwner]['record'];

export interface Readable {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly path: string;
  readonly sha256: string;
  /** Of a saved one: what the audit log names. */
  readonly record: { readonly kind: FieldRecordKind; readonly id: string; readonly name: string } | null;
}

/**
 * A file that the reader may have: of a record that has it and that they may open, or one that they sent and nobody has saved. Undefined for any
 * other, whether there is one or not.
 */
export async function findReadable(tx: Tx, reader: Principal, id: string): Promise<Readable | undefined> {
  const row = await tx
    .selectFrom('attachments as a')
    .select(['a.owner', 'a.recordId', 'a.createdBy', 'a.name', 'a.mediaType', 'a.bytes', 'a.path', 'a.sha256'])
    .select(isHeld.as('isHeld'))
    .where('a.id', '=', id)
    .where('a.state', '=', 'stored')
    .executeTakeFirst();
  if (!row) return undefined;
  const { owner, recordId, createdBy, isHeld: isStillHeld, ...file } = row;
  if (owner === null || recordId === null) return createdBy === reader.userId ? { ...file, record: null } : undefined;
  const { record: kind } = fieldsOfOwner[owner];
  if (!isStillHeld || !readsOf(owner).every((permission) => reader.permissions.has(permission))) return undefined;
  const record: OpenRecords[FieldRecordKind] | undefined = await openRecord(tx, reader, kind, recordId);
  return record && { ...file, record: { kind, id: recordId, name: record.name } };
}
