/** Taking a file in: its row first, then its bytes, and only when they are whole and safe may a record take it. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { cleanFileName } from '@bahu/domain/attachments/file-name.ts';
import { isProgram, lookedAt, mediaTypeOf } from '@bahu/domain/attachments/media-type.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { fileName, type Files } from '../../../kernel/files.ts';
import { limitedBody } from '../../../kernel/http/limited-body.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { refuseWhenFull } from '../tenants/index.ts';
import { dropRow, noteComing, noteStored } from './store.ts';

export interface Coming {
  readonly name: string;
  readonly content: Readable;
  /** Bytes that the request announces; 0 when it does not say. */
  readonly announced: number;
}

/** @throws Refusal attachment.*, tenant.storage-full, input.invalid for what breaks off; then nothing is kept. */
export async function receive(ctx: Ctx, files: Files, coming: Coming): Promise<Attachment> {
  const { tenantId } = ctx.principal;
  const { announced } = coming;
  if (announced > attachmentLimits.bytes) throw new Refusal('attachment.too-large');
  const id = newId();
  const name = cleanFileName(coming.name, 'file');
  // A folder for each month, so that none becomes too large to be listed.
  const path = fileName(tenantId, 'attachments', new Date().toISOString().slice(0, 7), id);
  await ctx.tenant(async (tx) => {
    await noteComing(tx, ctx.principal, { id, name, path, bytes: announced });
    await refuseWhenFull(tx, tenantId, 0);
  });
  try {
    const stored = await keep(files, path, { ...coming, name });
    await ctx.tenant(async (tx) => {
      await noteStored(tx, id, stored);
      await refuseWhenFull(tx, tenantId, 0);
    });
    return { id, name, type: stored.type, size: stored.bytes };
  } catch (error) {
    await files.remove(path);
    await ctx.tenant((tx) => dropRow(tx, id));
    throw error;
  }
}

/** Writes the bytes and looks at them while they pass. */
async function keep(files: Files, path: string, { name, content, announced }: Coming) {
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  const look = (chunk: Buffer): void => {
    hash.update(chunk);
    if (start.length < lookedAt) start = Buffer.concat([start, chunk.subarray(0, lookedAt - start.length)]);
  };
  const tooLarge = new Refusal('attachment.too-large');
  const bytes = await files.put(path, limitedBody(content, attachmentLimits.bytes, tooLarge, look));
  if (announced > 0 && bytes !== announced) throw new Refusal('input.invalid');
  if (bytes === 0) throw new Refusal('attachment.empty');
  if (isProgram(start, name)) throw new Refusal('attachment.program');
  return { bytes, type: mediaTypeOf(start), sha256: hash.digest('hex') };
}
