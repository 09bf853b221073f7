import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const created = ({ answered }: AuditWalk) => ({ id: answered('users.create', 'items', '0', 'id') });
let roleId = '';
const findRole = async ({ server: { tenant, request } }: AuditWalk): Promise<void> => {
  const { items } = (await request(tenant.administrator, 'GET', '/api/roles')).json<{
    items: { id: string; code: string }[];
  }>();
  roleId = items.find(({ code }) => code === 'agent')!.id;
};

export const walk: SliceWalk = {
  fill: async ({ database }, { id, agent, stranger }, name) => {
    await database.db.tenant(id, (tx) =>
      tx.updateTable('users').set({ name }).where('id', 'in', [agent.userId, stranger.userId]).execute(),
    );
  },
  auditedSteps: [
    {
      route: 'users.create',
      before: findRole,
      body: () => ({ extension: '850', name: '郑小满', roleId, password: 'right-horse-8' }),
    },
    { route: 'users.change', params: created, body: { version: 1, name: '郑大满' } },
    {
      route: 'users.changeMany',
      body: (walk) => ({ selection: { ids: [created(walk).id] }, change: { isRecorded: false } }),
    },
    { route: 'users.resetPassword', params: created },
    { route: 'users.resetSecondFactor', params: created },
    { route: 'users.unlock', params: created },
    { route: 'users.signOut', params: created },
    { route: 'users.remove', params: created },
  ],
};
