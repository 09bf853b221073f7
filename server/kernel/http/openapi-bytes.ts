/** Routes of bytes, which stand in no table: recordings, files of records and of background jobs, and what is uploaded. */
import { Attachment } from '@bahu/contract/attachments.ts';
import { Import, importKinds } from '@bahu/contract/imports.ts';
import { UploadedRecording } from '@bahu/contract/local-recordings.ts';
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
const kind = { name: 'kind', in: 'query', required: true };
const bytes = (type: string): object => ({ description: 'The bytes', content: { [type]: {} } });

/** A local recording stays what it was sent as. */
const sounds = { description: 'The bytes', content: { 'audio/wav': {}, 'audio/mpeg': {}, 'audio/mp4': {} } };

export const byteRoutes: readonly ByteRoute[] = [
  {
    path: '/calls/:id/recording',
    method: 'GET',
    permission: 'recording.play',
    operationId: 'bytes.recording',
    tags: ['bytes'],
    summary: 'Recording of a call; ranges work, download=1 needs recording.download',
    parameters: [id, { name: 'download', in: 'query', required: false, schema: { enum: ['0', '1'] } }],
    responses: { 200: sounds, 206: sounds },
  },
  {
    path: '/local-recordings/:id/file',
    method: 'POST',
    permission: 'recording.upload',
    operationId: 'bytes.uploadRecording',
    tags: ['bytes'],
    summary: 'The bytes of a recording that was announced: WAV, MP3 or M4A',
    parameters: [id],
    requestBody: { required: true, content: { 'application/octet-stream': {} } },
    responses: {
      200: { description: 'Its call', content: { 'application/json': { schema: UploadedRecording } } },
    },
  },
  {
    path: '/attachments',
    method: 'POST',
    permission: 'session',
    operationId: 'bytes.uploadAttachment',
    tags: ['bytes'],
    summary: 'Upload a file for a field of type file; a record is saved with its id next',
    parameters: [
      { name: 'name', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 255 } },
    ],
    requestBody: { required: true, content: { 'application/octet-stream': {} } },
    responses: { 200: { description: 'The file', content: { 'application/json': { schema: Attachment } } } },
  },
  {
    path: '/attachments/:id',
    method: 'GET',
    permission: 'session',
    operationId: 'bytes.attachment',
    tags: ['bytes'],
    summary: 'File of a record that I may read; inline=1 shows pictures within a page',
    parameters: [id, { name: 'inline', in: 'query', required: false, schema: { enum: ['0', '1'] } }],
    responses: { 200: bytes('application/octet-stream') },
  },
  {
    path: '/jobs/:id/file',
    method: 'GET',
    permission: 'session',
    operationId: 'bytes.jobFile',
    tags: ['bytes'],
    summary: 'File that a background job of mine made',
    parameters: [id],
    responses: { 200: bytes('application/octet-stream') },
  },
  {
    path: '/jobs/:id/errors',
    method: 'GET',
    permission: 'session',
    operationId: 'bytes.jobErrors',
    tags: ['bytes'],
    summary: 'Rows that an import of mine left out, with the reason',
    parameters: [id],
    responses: { 200: bytes('application/octet-stream') },
  },
  {
    path: '/imports/file',
    method: 'POST',
    permission: 'session',
    operationId: 'bytes.importFile',
    tags: ['bytes'],
    summary: 'Upload a file to import; its columns are mapped next',
    parameters: [
      { ...kind, schema: { enum: Object.keys(importKinds) } },
      { name: 'name', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 255 } },
    ],
    requestBody: { required: true, content: { 'application/octet-stream': {} } },
    responses: { 200: { description: 'The import', content: { 'application/json': { schema: Import } } } },
  },
  {
    path: '/imports/template',
    method: 'GET',
    permission: 'session',
    operationId: 'bytes.importTemplate',
    tags: ['bytes'],
    summary: 'Table with the columns of an import, to fill in',
    parameters: [
      { ...kind, schema: { enum: Object.keys(importKinds) } },
      { name: 'format', in: 'query', required: true, schema: { enum: ['xlsx', 'csv'] } },
      { name: 'language', in: 'query', required: true, schema: { enum: ['zh-CN', 'en'] } },
    ],
    responses: { 200: bytes('application/octet-stream') },
  },
];
