import type { SliceWalk } from '../../../test-walks.ts';

const codes = [{ name: '已解决', nameEn: '', nextAction: 'none', afterMinutes: 0, isEnabled: true }];
export const walk: SliceWalk = {
  records: (name) => [['/wrap-up-groups', { name: name.slice(0, 24), codes }]],
  auditedSteps: [
    { route: 'wrapUpCodes.create', body: { name: '审计', codes } },
    { route: 'wrapUpCodes.change', idOf: 'wrapUpCodes.create', body: { version: 1, isRequired: true } },
    { route: 'wrapUpCodes.remove', idOf: 'wrapUpCodes.create' },
  ],
  auditedElsewhere: ['wrap-up.correct'],
  excused: {
    'wrapUpCodes.choose': 'stands in the history of the call’s codes; in the log too where it is somebody else’s',
  },
};
