/** Where attachments are: bytes, which no route of the contract carries. */

export const attachmentUploadPath = '/api/attachments';
/** Of the bytes, to be saved. */
export const attachmentPath = (id: string): string => `${attachmentUploadPath}/${id}`;
/** Of a picture, to be drawn within a page. */
export const picturePath = (id: string): string => `${attachmentPath(id)}?inline=1`;
