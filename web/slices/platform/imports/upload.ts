/** Sends a file as bytes and tells how far it is; fetch cannot tell that of an upload. */
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { importPaths, type Import, type ImportKind } from '@bahu/contract/imports.ts';
import { ApiError } from '../../../lib/api.ts';

export interface Upload {
  done: Promise<Import>;
  stop: () => void;
}

/** @throws (by the promise) ApiError with the server's refusal, or `network` when the connection broke or was stopped. */
export function upload(file: File, kind: ImportKind, onProgress: (part: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Import>((resolve, reject) => {
    request.open('POST', `${importPaths.upload}?${new URLSearchParams({ kind, name: file.name }).toString()}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const body = request.response as Import | ErrorBody | null;
      if (request.status < 300 && body && 'state' in body) resolve(body);
      else reject(body && 'code' in body ? new ApiError(body.code, body) : new ApiError('unknown'));
    });
    for (const end of ['error', 'abort', 'timeout'])
      request.addEventListener(end, () => reject(new ApiError('network')));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
