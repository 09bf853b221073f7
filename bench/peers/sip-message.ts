/** SIP over UDP as far as the bench's callers and agents need it: read fast, written plainly. */
import { createHash, randomBytes } from 'node:crypto';

export interface SipMessage {
  /** The request line or the status line. */
  readonly start: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

export function readSip(packet: Buffer): SipMessage {
  const text = packet.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = (end < 0 ? text : text.slice(0, end)).split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers.get(name);
    if (known) known.push(value);
    else headers.set(name, [value]);
  }
  return { start, headers, body: end < 0 ? '' : text.slice(end + 4) };
}

/** The first header of a name, given in lower case; empty when there is none. */
export const header = (message: SipMessage, name: string): string => message.headers.get(name)?.[0] ?? '';

/** 0 for a request. */
export const statusOf = ({ start }: SipMessage): number =>
  start.startsWith('SIP/2.0 ') ? Number(start.slice(8, 11)) : 0;
export const methodOf = ({ start }: SipMessage): string => start.slice(0, start.indexOf(' '));
/** The method that a response answers. */
export const answeredMethod = (message: SipMessage): string => header(message, 'cseq').split(' ')[1] ?? '';
/** The part before the `@` of the first SIP address in a header or a request line. */
export const userOf = (text: string): string => /sips?:([^@;>]+)@/.exec(text)?.[1] ?? '';
/** The address between `<` and `>`. */
export const uriOf = (text: string): string => /<([^>]+)>/.exec(text)?.[1] ?? text;

export interface AudioAddress {
  readonly host: string;
  readonly port: number;
}

/** Where the other side wants its audio. */
export const audioOf = (sdp: string): AudioAddress => ({
  host: /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? '',
  port: Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0),
});

/** An offer or an answer of G.711 A-law with telephone events. */
export const sdpOf = ({ host, port }: AudioAddress): string =>
  [
    'v=0',
    `o=bench 1 1 IN IP4 ${host}`,
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    `m=audio ${port} RTP/AVP 8 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    '',
  ].join('\r\n');

export const writeSip = (lines: readonly string[], body = ''): Buffer =>
  Buffer.from(
    [...lines, ...(body ? ['Content-Type: application/sdp'] : []), `Content-Length: ${body.length}`, '', body].join(
      '\r\n',
    ),
    'latin1',
  );

/** A response to a request. `tag` is ours for the dialogue. */
export function writeResponse(
  request: SipMessage,
  status: string,
  options: { tag?: string; contact?: string; body?: string } = {},
): Buffer {
  const vias = (request.headers.get('via') ?? []).map((via) => `Via: ${via}`);
  const to = header(request, 'to');
  const tagged = options.tag === undefined || to.includes(';tag=') ? to : `${to};tag=${options.tag}`;
  return writeSip(
    [
      `SIP/2.0 ${status}`,
      ...vias,
      `From: ${header(request, 'from')}`,
      `To: ${tagged}`,
      `Call-ID: ${header(request, 'call-id')}`,
      `CSeq: ${header(request, 'cseq')}`,
      ...(options.contact === undefined ? [] : [`Contact: <${options.contact}>`]),
    ],
    options.body,
  );
}

export const newBranch = (): string => `z9hG4bK${randomBytes(8).toString('hex')}`;
export const newToken = (): string => randomBytes(8).toString('hex');

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The header that answers a challenge (RFC 2617, MD5 with qop=auth). */
export function authorization(
  challenge: SipMessage,
  request: { method: string; uri: string; user: string; password: string },
): string {
  const offered =
    (challenge.headers.get('www-authenticate') ?? []).find(
      (value) => !/algorithm=/i.test(value) || /algorithm="?md5"?(,|$)/i.test(value),
    ) ?? '';
  const field = (name: string): string => new RegExp(`${name}="?([^",]+)"?`, 'i').exec(offered)?.[1] ?? '';
  const [realm, nonce, opaque, count, own] = [field('realm'), field('nonce'), field('opaque'), '00000001', newToken()];
  const secret = md5(`${request.user}:${realm}:${request.password}`);
  const response = md5(`${secret}:${nonce}:${count}:${own}:auth:${md5(`${request.method}:${request.uri}`)}`);
  return (
    `Authorization: Digest username="${request.user}", realm="${realm}", nonce="${nonce}", uri="${request.uri}", response="${response}", ` +
    `algorithm=MD5, qop=auth, nc=${count}, ` +
    `cnonce="${own}"${opaque ? `, opaque="${opaque}"` : ''}`
  );
}
