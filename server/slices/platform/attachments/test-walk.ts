import { fileName } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  fill: async ({ database, files }, { id: tenantId, agent }, name) => {
    const [id, bytes] = [newId(), Buffer.from(`\x89PNG ${name}`)];
    const path = fileName(tenantId, 'attachments', '2026-11', id);
    await files.put(path, bytes);
    await database.db.tenant(tenantId, async (tx) => {
      const customer = await tx.selectFrom('customers').select('id').executeTakeFirstOrThrow();
      const holder = { owner: 'customers' as const, recordId: customer.id };
      const file = { id, name, bytes: bytes.length, path, createdBy: agent.userId };
      await tx
        .insertInto('attachments')
        .values({ ...file, ...holder, tenantId, state: 'stored', mediaType: 'image/png', sha256: 'ab' })
        .execute();
      const fields = { f1: { files: [{ id, name, type: 'image/png', size: bytes.length }] } };
      await tx
        .updateTable('customers')
        .set({ fields: JSON.stringify(fields) })
        .where('id', '=', customer.id)
        .execute();
    });
  },
  auditedElsewhere: ['attachment.download'],
};
