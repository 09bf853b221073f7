/** Where the files of background jobs are: bytes, which no route of the contract carries. */

/** Its result and the rows that it left out: `GET /api/jobs/:id/file` and `GET /api/jobs/:id/errors`. */
export const jobFilePath = (jobId: string, part: 'file' | 'errors'): string => `/api/jobs/${jobId}/${part}`;
