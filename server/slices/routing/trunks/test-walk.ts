import { newId } from '../../../kernel/ids.ts';
import type { TestServer, TestTenant } from '../../../test-server.ts';
import type { SliceWalk } from '../../../test-walks.ts';

const id = newId();

/** The platform sets trunks up, no route of a company does. */
const trunk = ({ database }: TestServer, { id: tenantId }: Pick<TestTenant, 'id'>, name: string, own: string) =>
  database.db.tenant(tenantId, (tx) =>
    tx.insertInto('trunks').values({ tenantId, id: own, name, host: 'trunk.invalid', isEnabled: false }).execute(),
  );

export const walk: SliceWalk = {
  fill: async (server, tenant, name) => void (await trunk(server, tenant, name, newId())),
  auditedSteps: [
    {
      route: 'trunks.change',
      before: ({ server }) => trunk(server, server.tenant, '备用外线', id),
      params: () => ({ id }),
      body: { version: 1, outsidePrefix: '9' },
    },
  ],
};
