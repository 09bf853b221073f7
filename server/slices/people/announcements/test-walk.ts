import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/announcements', { title: name, body: name, level: 'urgent', audience: 'all' }]],
  auditedSteps: [
    { route: 'announcements.create', body: { title: '值班安排', level: 'normal', audience: 'all' } },
    { route: 'announcements.change', idOf: 'announcements.create', body: { version: 1, title: '值班调整' } },
    { route: 'announcements.remove', idOf: 'announcements.create' },
  ],
};
