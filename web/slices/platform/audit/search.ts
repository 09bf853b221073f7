/** What the address of the audit log may carry. */
import { auditedRecords } from '@bahu/contract/audit.ts';
import type { Shape } from '../../../lib/search.ts';

export const auditShape = {
  search: 'text',
  time: 'time',
  actor: 'id',
  action: 'text',
  recordType: auditedRecords,
  recordId: 'text',
  open: 'id',
} as const satisfies Shape;
