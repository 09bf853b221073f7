/** Files that belong to the fields of records (附件): what a record keeps of each, and how much there may be. */

/** What is known of a file that was taken in; none of it ever changes, so that records keep a copy beside the id. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** Media type by the first bytes, whatever its sender or its name says. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

export const attachmentLimits = {
  /** Of one file. */
  bytes: 20 * 1024 * 1024,
  /** Of one field of one record. */
  files: 10,
  /** Of one record, beside its fields. */
  attached: 200,
  name: 120,
  /** That one user may have taken in without a record that has them. */
  unsaved: 200,
} as const;

/** Whether something sent has the form of one. */
const isAttachment = (value: unknown): value is Attachment =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

/** Whether a value of the API is a list of files, as a field of another type may still have it. */
export const areAttachments = (value: unknown): value is readonly Attachment[] =>
  Array.isArray(value) && value.length > 0 && value.every(isAttachment);

/** The ids in what was sent for a field: each by itself, or in a file as it was read. Null for anything else. */
export function attachmentIds(sent: unknown): string[] | null {
  if (!Array.isArray(sent)) return null;
  const ids = sent.map((one: unknown) => (isAttachment(one) ? one.id : one));
  return ids.every((id) => typeof id === 'string') ? [...new Set(ids)] : null;
}
