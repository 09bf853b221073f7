/** Where files of where numbers belong are: bytes, which no route of the contract carries. */

export const regionFilePath = '/api/operator/region-tables/file';
export const regionUploadPath = '/api/operator/region-tables/upload';
