import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const url = 'https://example.com/hook';
const made = ({ answered }: AuditWalk) => ({ id: answered('webhooks.create', 'webhook', 'id') });

export const walk: SliceWalk = {
  records: (name) => [['/webhooks', { url: 'https://notices.example/bahu', events: ['customer.created'], note: name }]],
  auditedSteps: [
    { route: 'webhooks.create', body: { url, events: ['customer.created'] } },
    { route: 'webhooks.change', params: made, body: { version: 1, note: '客户' } },
    { route: 'webhooks.rotate', params: made },
    { route: 'webhooks.test', params: made },
    { route: 'webhooks.replay', idOf: 'webhooks.test' },
    { route: 'webhooks.remove', params: made },
  ],
};
