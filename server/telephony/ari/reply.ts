/** Answers of Asterisk's HTTP server as they come off a connection: it always says how long they are. */

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The server closes the connection behind it. */
  readonly isLast: boolean;
  /** Bytes that it took. */
  readonly length: number;
}

const headEnd = Buffer.from('\r\n\r\n');
/** Far more than any head of Asterisk has. */
const longestHead = 16 * 1024;

/**
 * The first reply of what was received; a number where it is not whole yet: so many bytes must be there before looking again pays. An error
 * where it is no reply, or one that does not say its length.
 */
export function readReply(data: Buffer): Reply | number | Error {
  const end = data.indexOf(headEnd);
  if (end < 0) return data.length > longestHead ? new Error('the media server does not speak HTTP') : data.length + 1;
  const head = data.toString('latin1', 0, end);
  const status = Number(/^HTTP\/1\.[01] ([1-5][0-9]{2})/.exec(head)?.[1]);
  const bytes = Number(/\r\ncontent-length:[ \t]*([0-9]+)/i.exec(head)?.[1] ?? (hasNoBody(status) ? 0 : NaN));
  if (Number.isNaN(status) || Number.isNaN(bytes))
    return new Error(`the media server's answer cannot be read: ${head.slice(0, 100)}`);
  const length = end + headEnd.length + bytes;
  if (data.length < length) return length;
  return {
    status,
    body: data.toString('utf8', end + headEnd.length, length),
    isLast: /\r\nconnection:[ \t]*close/i.test(head),
    length,
  };
}

const hasNoBody = (status: number): boolean => status === 204 || status === 304;
