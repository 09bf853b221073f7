import type { SliceWalk } from '../../../test-walks.ts';

const at = '2026-01-05T08:00:00.000Z';

export const walk: SliceWalk = {
  records: (name) => [['/notes', { title: name, body: name, level: 'urgent', at }]],
  auditedSteps: [
    { route: 'notes.create', body: { title: '准备资料', level: 'normal', at } },
    { route: 'notes.change', idOf: 'notes.create', body: { version: 1, title: '准备样品' } },
    { route: 'notes.remove', idOf: 'notes.create' },
  ],
};
