/** What the address of the audit log may carry. */
import type { Shape } from '../../../lib/search.ts';

export const recordTypes = [
  'customer',
  'call',
  'user',
  'role',
  'department',
  'agent-group',
  'caller-id',
  'tenant',
  'view',
  'export',
  'import',
  'job',
  'api-key',
  'webhook',
] as const;

export const auditShape = {
  search: 'text',
  time: 'time',
  actor: 'id',
  action: 'text',
  recordType: recordTypes,
  recordId: 'text',
  open: 'id',
} as const satisfies Shape;
