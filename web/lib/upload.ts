/** Sends a file as bytes and tells how far it is; fetch cannot tell that of an upload. */
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { ApiError } from './api.ts';

export interface Upload<Reply> {
  done: Promise<Reply>;
  stop: () => void;
}

/** @throws (by the promise) ApiError with the server's refusal, or `network` when the connection broke or was stopped. */
export function upload<Reply extends object>(
  path: string,
  query: Readonly<Record<string, string>>,
  file: File,
  onProgress: (part: number) => void,
): Upload<Reply> {
  const request = new XMLHttpRequest();
  const done = new Promise<Reply>((resolve, reject) => {
    request.open('POST', `${path}?${new URLSearchParams(query).toString()}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const body = request.response as Reply | ErrorBody | null;
      if (request.status < 300 && body) resolve(body as Reply);
      else reject(body && 'code' in body ? new ApiError(body.code, body) : new ApiError('unknown'));
    });
    for (const end of ['error', 'abort', 'timeout'])
      request.addEventListener(end, () => reject(new ApiError('network')));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
