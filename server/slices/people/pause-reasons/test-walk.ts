import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/pause-reasons', { name: name.slice(0, 16), state: 'away' }]],
  auditedSteps: [
    { route: 'pauseReasons.create', body: { name: '喝水', state: 'away' } },
    { route: 'pauseReasons.change', idOf: 'pauseReasons.create', body: { version: 1, minutesPerDay: 15 } },
    { route: 'pauseReasons.remove', idOf: 'pauseReasons.create' },
  ],
};
