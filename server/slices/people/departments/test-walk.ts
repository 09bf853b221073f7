import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/departments', { name, parentId: null, code: 'SECRET', headId: null }]],
  auditedSteps: [
    { route: 'departments.create', body: { name: '售前组', parentId: null } },
    { route: 'departments.change', idOf: 'departments.create', body: { version: 1, name: '售前一组' } },
    { route: 'departments.remove', idOf: 'departments.create' },
  ],
  auditedElsewhere: ['department.move'],
};
