/** Files that a record has beside its fields. Who may do what with the record is asked by the slice that has it. */
import { sql } from 'kysely';
import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import { attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { usableFiles, type FileHolder } from './store.ts';

interface AttachedFile {
  readonly file: Attachment;
  readonly at: Date;
  readonly byName: string;
}

const described = (tx: Tx) =>
  tx
    .selectFrom('attachments as a')
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.createdBy'))
    .select(['a.id', 'a.name', 'a.mediaType as type', 'a.bytes as size', 'a.attachedAt', 'u.name as byName'])
    .where('a.attachedAt', 'is not', null)
    .where('a.state', '=', 'stored');
type Row = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>;

const shownTo =
  (reader: Principal) =>
  ({ attachedAt, byName, name, ...file }: Row): AttachedFile => ({
    file: { ...file, name: textFor(reader, name) },
    at: attachedAt!,
    byName: byName ?? '',
  });

/** Those of a record, latest first. */
export async function filesOf(tx: Tx, reader: Principal, { owner, id }: FileHolder): Promise<AttachedFile[]> {
  const rows = await described(tx)
    .where('a.owner', '=', owner)
    .where('a.recordId', '=', id)
    .orderBy('a.attachedAt', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
  return rows.map(shownTo(reader));
}

/** These, in no order. */
export async function readAttached(tx: Tx, reader: Principal, ids: readonly string[]): Promise<AttachedFile[]> {
  const rows = await described(tx)
    .where('a.id', 'in', [...ids])
    .execute();
  return rows.map(shownTo(reader));
}

/**
 * Gives files that the writer sent, or that the record had, to a record that the transaction holds; answers their names.
 * @throws Refusal attachment.missing for one that may not be taken, or attachment.too-many.
 */
export async function attachFiles(
  tx: Tx,
  writer: Principal,
  holder: FileHolder,
  ids: readonly string[],
): Promise<string[]> {
  const usable = await usableFiles(tx, writer, holder, ids);
  if (usable.length < ids.length) throw new Refusal('attachment.missing');
  await tx
    .updateTable('attachments')
    .set({ owner: holder.owner, recordId: holder.id, unusedSince: null, attachedAt: sql<Date>`clock_timestamp()` })
    .where('id', 'in', [...ids])
    .where('attachedAt', 'is', null)
    .execute();
  const { count } = await tx
    .selectFrom('attachments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner', '=', holder.owner)
    .where('recordId', '=', holder.id)
    .where('attachedAt', 'is not', null)
    .executeTakeFirstOrThrow();
  if (count > attachmentLimits.attached) throw new Refusal('attachment.too-many', { most: attachmentLimits.attached });
  return usable.map(({ name }) => name);
}

/** Takes a file off a record; it may be given back to it until it is forgotten. Answers its name. @throws Refusal not-found. */
export async function detachFile(tx: Tx, { owner, id }: FileHolder, fileId: string): Promise<string> {
  const row = await tx
    .updateTable('attachments')
    .set({ attachedAt: null, unusedSince: sql<Date>`now()` })
    .where('id', '=', fileId)
    .where('owner', '=', owner)
    .where('recordId', '=', id)
    .where('attachedAt', 'is not', null)
    .returning('name')
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row.name;
}

/** Gives what one record has beside its fields to another: all, or those with these ids. Answers which they are. */
export async function moveFiles(
  tx: Tx,
  owner: FieldOwner,
  { from, to }: { from: string; to: string },
  only?: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .updateTable('attachments')
    .set({ recordId: to })
    .where('owner', '=', owner)
    .where('recordId', '=', from)
    .where('attachedAt', 'is not', null)
    .$if(only !== undefined, (found) => found.where('id', '=', sql<string>`any(${only ?? []}::uuid[])`))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
