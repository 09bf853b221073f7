/** Files of the fields of records. */
import { defineSlice } from '../define-slice.ts';

export const attachmentsSlice = defineSlice({
  name: 'attachments',
  area: 'platform',
  menu: 'customers',
  permissions: { 'attachment.download': { heldFrom: ['agent', 'inspector'] } },
  errors: {
    'attachment.empty': 422,
    'attachment.program': 422,
    'attachment.too-large': 413,
    'attachment.too-many': 409,
    'attachment.too-many-unsaved': 409,
    'attachment.missing': 404,
  },
  auditActions: ['attachment.download'],
});
