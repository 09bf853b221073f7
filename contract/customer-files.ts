/** Files of a customer beside their fields (附件): sent to `POST /api/attachments` first, then added here. */
import { Type, type Static } from 'typebox';
import { attachmentLimits } from '@bahu/domain/attachments/attachment.ts';
import { Attachment } from './attachments.ts';
import { Empty, Id, IdParams, Time } from './page.ts';
import { routes } from './route.ts';

export const CustomerFile = Type.Object({
  ...Attachment.properties,
  addedAt: Time,
  byName: Type.String(),
  can: Type.Array(Type.Enum(['remove'])),
});
export type CustomerFile = Static<typeof CustomerFile>;
const Files = Type.Object({ items: Type.Array(CustomerFile) });

export const customerFileRoutes = routes({
  listFiles: {
    method: 'GET',
    path: '/customers/:id/files',
    summary: 'Files of a customer beside their fields, latest first',
    permission: 'customer.read',
    params: IdParams,
    reply: Files,
  },
  addFiles: {
    method: 'POST',
    path: '/customers/:id/files',
    summary: 'Add files that were sent before',
    permission: 'customer.edit',
    params: IdParams,
    body: Type.Object(
      { ids: Type.Array(Id, { minItems: 1, maxItems: attachmentLimits.files, uniqueItems: true }) },
      { additionalProperties: false },
    ),
    reply: Files,
    errors: ['attachment.too-many', 'attachment.missing'],
  },
  removeFile: {
    method: 'DELETE',
    path: '/customers/:id/files/:fileId',
    summary: 'Take a file off a customer; it can be added again for seven days',
    permission: 'customer.edit',
    params: Type.Object({ id: Id, fileId: Id }),
    reply: Empty,
  },
});
