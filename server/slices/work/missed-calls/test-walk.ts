import { newId } from '../../../kernel/ids.ts';
import type { TestDatabase } from '../../../kernel/test-database.ts';
import type { SliceWalk } from '../../../test-walks.ts';

/** A call that ends without anybody having talked, from which the record follows. */
const miss = ({ db }: TestDatabase, tenantId: string, number: string): Promise<unknown> =>
  db.tenant(tenantId, (tx) =>
    tx
      .insertInto('calls')
      .values({
        tenantId,
        id: newId(),
        direction: 'inbound',
        startedAt: new Date(),
        endedAt: new Date(),
        number,
        ownNumber: '',
        outcome: 'abandoned-queue',
      })
      .execute(),
  );

export const walk: SliceWalk = {
  fill: ({ database }, { id }) => miss(database, id, '+8615400000043').then(() => undefined),
  auditedSteps: [
    {
      route: 'missedCalls.close',
      before: ({ server: { database, tenant } }) => miss(database, tenant.id, '+8615400000044'),
      body: { selection: { filter: {} } },
    },
    {
      route: 'missedCalls.reopen',
      body: ({ answered }) => ({ ids: [answered('missedCalls.close', 'closed', '0')] }),
    },
  ],
};
