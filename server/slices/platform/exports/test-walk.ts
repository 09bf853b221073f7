import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/exports', { kind: 'customers', format: 'csv', filter: { search: name }, language: 'zh-CN' }]],
  auditedSteps: [{ route: 'exports.start', body: { kind: 'customers', format: 'csv', filter: {}, language: 'zh-CN' } }],
  auditedElsewhere: ['export.download'],
};
