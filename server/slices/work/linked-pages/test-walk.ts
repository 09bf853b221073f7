import type { SliceWalk } from '../../../test-walks.ts';

const url = 'https://erp.example.com/?phone={number}';
export const walk: SliceWalk = {
  records: (name) => [['/linked-pages', { name: name.slice(0, 24), url, place: 'menu' }]],
  auditedSteps: [
    { route: 'linkedPages.create', body: { name: '订单系统', url, place: 'customer' } },
    { route: 'linkedPages.change', idOf: 'linkedPages.create', body: { version: 1, opensOnPop: true } },
    { route: 'linkedPages.rotate', idOf: 'linkedPages.create' },
    { route: 'linkedPages.remove', idOf: 'linkedPages.create' },
  ],
};
