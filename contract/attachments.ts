/**
 * Files of the fields of records (附件). The bytes go to `POST /api/attachments?name=…` (application/octet-stream, at most
 * `attachmentLimits.bytes`), which answers an `Attachment`; a record is then saved with its id. `GET /api/attachments/:id` answers the bytes to
 * whoever may read the record, `?inline=1` within a page where it is a picture.
 */
import { Type } from 'typebox';
import { attachmentLimits } from '@bahu/domain/attachments/attachment.ts';
import { Id } from './page.ts';

export const Attachment = Type.Object({
  id: Id,
  /** Numbers in it are masked as everywhere. */
  name: Type.String({ maxLength: 255 }),
  /** Media type by the first bytes. */
  type: Type.String({ maxLength: 100 }),
  /** Bytes. */
  size: Type.Integer({ minimum: 0, maximum: attachmentLimits.bytes }),
});
