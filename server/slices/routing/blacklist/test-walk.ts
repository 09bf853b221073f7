import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/blacklist', { number: '15400000041', reason: name }]],
  auditedSteps: [
    { route: 'blacklist.create', body: { number: '1549*', reason: '骚扰' } },
    { route: 'blacklist.change', idOf: 'blacklist.create', body: { version: 1, direction: 'inbound' } },
    { route: 'blacklist.remove', idOf: 'blacklist.create' },
  ],
};
