import type { SliceWalk } from '../../../test-walks.ts';

const rights = { scope: 'own', permissions: ['desk.use'], masksNumbers: true };
export const walk: SliceWalk = {
  records: (name) => [
    ['/roles', { ...rights, name, code: 'secret', description: name, scopes: {}, autoAnswerSeconds: 0 }],
  ],
  auditedSteps: [
    { route: 'roles.create', body: { ...rights, name: '夜班', code: 'night' } },
    { route: 'roles.change', idOf: 'roles.create', body: { version: 1, description: '夜间' } },
    { route: 'roles.remove', idOf: 'roles.create' },
  ],
};
