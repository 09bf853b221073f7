import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/api-keys', { name, permissions: ['customer.read'] }]],
  auditedSteps: [
    { route: 'apiKeys.create', body: { name: '报表', permissions: ['call.read'] } },
    { route: 'apiKeys.revoke', params: ({ answered }) => ({ id: answered('apiKeys.create', 'key', 'id') }) },
  ],
};
