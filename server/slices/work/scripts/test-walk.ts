import type { SliceWalk } from '../../../test-walks.ts';

const step = { id: 's1', title: '开场', text: '您好', answer: 'none', options: [], field: '', next: null };
const ofCall = 'is kept with the call, each answer with its moment';
export const walk: SliceWalk = {
  records: (name) => [['/scripts', { name: name.slice(0, 40), steps: [step] }]],
  auditedSteps: [
    { route: 'scripts.create', body: { name: '审计脚本', steps: [step] } },
    { route: 'scripts.change', idOf: 'scripts.create', body: { version: 1, appliesTo: 'all' } },
    { route: 'scripts.publish', idOf: 'scripts.create', body: { version: 2 } },
    { route: 'scripts.remove', idOf: 'scripts.create' },
  ],
  excused: { 'scripts.begin': ofCall, 'scripts.answer': ofCall, 'scripts.back': ofCall },
};
