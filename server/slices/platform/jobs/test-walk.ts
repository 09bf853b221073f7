import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

/** An export that nobody works on. */
const waiting = async ({ server }: AuditWalk): Promise<void> => {
  const body = { kind: 'customers', format: 'csv', filter: {}, language: 'zh-CN' };
  const reply = await server.request(server.tenant.administrator, 'POST', '/api/exports', body);
  waitingId = reply.json<{ id: string }>().id;
};
let waitingId = '';

export const walk: SliceWalk = {
  auditedSteps: [{ route: 'jobs.cancel', before: waiting, params: () => ({ id: waitingId }) }],
};
