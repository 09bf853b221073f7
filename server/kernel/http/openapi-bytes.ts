/** Routes of bytes, which stand in no table: recordings, files of background jobs, and what is uploaded. */
import type { Method, Need } from '@bahu/contract/route.ts';

interface ByteRoute {
  path: string;
  method: Method;
  permission: Need;
  operationId: string;
  summary: string;
  tags: ['bytes'];
  parameters?: object[];
  requestBody?: object;
  responses: Record<string, object>;
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const bytes = (type: string): object => ({ description: 'The bytes', content: { [type]: {} } });

export const byteRoutes: readonly ByteRoute[] = [
  {
    path: '/calls/:id/recording', method: 'GET', permission: 'recording.play', operationId: 'bytes.recording', tags: ['bytes'], summary: 'Recording of a call; ranges work, download=1 needs recording.download',
    parameters: [id, { name: 'download', in: 'query', required: false, schema: { enum: ['0', '1'] } }], responses: { 200: bytes('audio/wav'), 206: bytes('audio/wav') },
  },
  { path: '/jobs/:id/file', method: 'GET', permission: 'session', operationId: 'bytes.jobFile', tags: ['bytes'], summary: 'File that a background job of mine made', parameters: [id], responses: { 200: bytes('application/octet-stream') } },
  { path: '/jobs/:id/errors', method: 'GET', permission: 'session', operationId: 'bytes.jobErrors', tags: ['bytes'], summary: 'Rows that an import of mine left out, with the reason', parameters: [id], responses: { 200: bytes('application/octet-stream') } },
];
