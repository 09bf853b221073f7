/** Files at some customers of the demo company. */
import { createHash } from 'node:crypto';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import { mediaTypeOf } from '@bahu/domain/attachments/media-type.ts';
import type { Tx } from '../kernel/db.ts';
import { fileName, type Files } from '../kernel/files.ts';
import { newId } from '../kernel/ids.ts';
import * as demo from './demo-data.ts';
import { officePlan, quotation } from './demo-files.ts';

/** One customer of so many was sent a quotation, and of so many sent a plan of their office. */
const [quoted, drawn] = [6, 18];
const day = 86_400_000;

/** Writes the files with their rows, and says which each customer has, by id. `ids` are those of the customers of `demo-data.ts`. */
export async function seedPapers(
  tx: Tx,
  files: Files,
  tenantId: string,
  { ids, now }: { ids: readonly string[]; now: number },
): Promise<ReadonlyMap<string, Attachment[]>> {
  const papers = new Map<string, Attachment[]>();
  for (const [i, { name, company, createdDaysAgo }] of demo.customers.entries()) {
    if (i % quoted !== 1) continue;
    const at = new Date(now - createdDaysAgo * day + 3_600_000);
    const offer = quotation(company || name, at.toISOString().slice(0, 10));
    const kept = [
      await keep(tx, files, { tenantId, recordId: ids[i]!, name: `报价单 ${company || name}.pdf`, bytes: offer, at }),
    ];
    if (i % drawn === 1)
      kept.push(
        await keep(tx, files, { tenantId, recordId: ids[i]!, name: '工位平面图.png', bytes: officePlan(), at }),
      );
    papers.set(ids[i]!, kept);
  }
  return papers;
}

interface Paper {
  tenantId: string;
  recordId: string;
  name: string;
  bytes: Buffer;
  at: Date;
}

async function keep(tx: Tx, files: Files, { tenantId, recordId, name, bytes, at }: Paper): Promise<Attachment> {
  const id = newId(at.getTime());
  const path = fileName(tenantId, 'attachments', at.toISOString().slice(0, 7), id);
  const file = { id, name, type: mediaTypeOf(bytes), size: bytes.length };
  await files.put(path, bytes);
  await tx
    .insertInto('attachments')
    .values({
      tenantId,
      id,
      owner: 'customers',
      recordId,
      state: 'stored',
      name,
      mediaType: file.type,
      bytes: file.size,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      path,
      createdAt: at,
    })
    .execute();
  return file;
}
