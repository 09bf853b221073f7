import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const second = ({ answered }: AuditWalk) => ({ id: answered('callerIds.create', 'items', '1', 'id') });

export const walk: SliceWalk = {
  records: (name) => [['/caller-ids', { number: '075580000001', note: name }]],
  auditedSteps: [
    { route: 'callerIds.create', body: { number: '075588880001', toNumber: '075588880002' } },
    { route: 'callerIds.change', params: second, body: { version: 1, note: '备用' } },
    { route: 'callerIds.remove', params: second },
  ],
};
