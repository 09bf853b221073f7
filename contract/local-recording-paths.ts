/** Where the bytes of an announced recording are sent, as `application/octet-stream`. */
export const localRecordingFilePath = (id: string): string => `/api/local-recordings/${id}/file`;
