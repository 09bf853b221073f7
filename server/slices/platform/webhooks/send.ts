/** One try: a request with a time limit, of whose answer only the beginning is read. */
import { request, type Dispatcher } from 'undici';
import type { DeliveryError } from '@bahu/contract/webhooks.ts';
import { errorCode } from '../../../kernel/errors.ts';
import { AddressRefused, isAllowed } from './addresses.ts';

export interface Try {
  /** Null when the receiver took it. */
  error: DeliveryError | null;
  status: number | null;
  /** The beginning of the answer. */
  answer: string | null;
}

export interface Sender {
  agent: Dispatcher;
  toPrivate: boolean;
  version: string;
  /** Milliseconds that connecting, waiting and reading may take together. */
  timeoutMs: number;
}

const maxRead = 64 * 1024;
const maxKept = 2000;

/** Posts a body; redirects are not followed. Never throws: what went wrong is the answer. */
export async function post(
  { agent, toPrivate, version, timeoutMs }: Sender,
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<Try> {
  // An address that is written as figures is never looked up, so it is checked here, and so is one that was saved under another configuration.
  if (!isAllowed(url, toPrivate)) return { error: 'address', status: null, answer: null };
  try {
    const reply = await request(url, {
      method: 'POST',
      dispatcher: agent,
      body,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8', 'user-agent': `Bahu/${version}` },
    });
    const answer = await readBeginning(reply.body);
    return {
      error: reply.statusCode >= 200 && reply.statusCode < 300 ? null : 'answer',
      status: reply.statusCode,
      answer,
    };
  } catch (error) {
    return { error: deliveryErrorOf(error), status: null, answer: null };
  }
}

/** PostgreSQL keeps no NUL. */
async function readBeginning(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length >= maxRead) break; // ends the stream and with it the connection
  }
  return Buffer.concat(parts).subarray(0, maxRead).toString('utf8').replaceAll('\0', '').slice(0, maxKept);
}

function deliveryErrorOf(error: unknown): DeliveryError {
  if (error instanceof AddressRefused) return 'address';
  const code = errorCode(error);
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError' || code.endsWith('_TIMEOUT') || code === 'ETIMEDOUT')
    return 'timeout';
  return /CERT|TLS|SSL|SELF_SIGNED|ALTNAME|UNABLE_TO_/.test(code) ? 'certificate' : 'unreachable';
}
