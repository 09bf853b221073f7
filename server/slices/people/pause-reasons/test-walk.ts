import { newId } from '../../../kernel/ids.ts';
import type { SliceWalk } from '../../../test-walks.ts';

const other = newId();

export const walk: SliceWalk = {
  records: (name) => [['/pause-reasons', { name: name.slice(0, 16), state: 'away' }]],
  auditedSteps: [
    { route: 'pauseReasons.create', body: { name: '喝水', state: 'away' } },
    { route: 'pauseReasons.change', idOf: 'pauseReasons.create', body: { version: 1, minutesPerDay: 15 } },
    {
      route: 'pauseReasons.place',
      idOf: 'pauseReasons.create',
      body: { at: other },
      before: ({ server: { database, tenant } }) =>
        database.asOwner(
          "insert into pause_reasons (tenant_id, id, name, state, position) values ($1, $2, '散步', 'away', 9)",
          [tenant.id, other],
        ),
    },
    { route: 'pauseReasons.remove', idOf: 'pauseReasons.create' },
  ],
};
