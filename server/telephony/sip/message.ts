/** SIP messages as far as we look into copies of them: the start line and some headers. */

export interface SipMessage {
  /** 0 for a request. */
  status: number;
  /** Of a request, or the one that a response answers. */
  method: string;
  /** The request line's address; empty in a response. */
  uri: string;
  /** The first header of a name, in any of its two forms; empty when there is none. */
  header(name: HeaderName): string;
}

/** Names in lower case with their short forms (RFC 3261 §7.3.3). */
const names = {
  'call-id': 'i',
  cseq: null,
  from: 'f',
  to: 't',
  reason: null,
  'p-asserted-identity': null,
  'remote-party-id': null,
  privacy: null,
} as const;
type HeaderName = keyof typeof names;

/** Reads what it can; never throws. */
export function readSipMessage(text: string): SipMessage {
  const head = text.slice(0, endOfHead(text)).replace(/\r?\n[ \t]+/g, ' ');
  const [start = '', ...lines] = head.split(/\r?\n/);
  const header = (name: HeaderName): string => valuesOf(lines, name)[0] ?? '';
  const status = Number(/^SIP\/2\.0 ([1-6][0-9]{2})/.exec(start)?.[1] ?? 0);
  const [, method = '', uri = ''] = /^([A-Z]+) (\S+) SIP\/2\.0/.exec(start) ?? [];
  return { status, method: status ? (/^[0-9]+\s+([A-Z]+)/.exec(header('cseq'))?.[1] ?? '') : method, uri, header };
}

function endOfHead(text: string): number {
  const end = text.search(/\r?\n\r?\n/);
  return end < 0 ? text.length : end;
}

const valuesOf = (lines: readonly string[], name: HeaderName): string[] =>
  lines.flatMap((line) => {
    const colon = line.indexOf(':');
    const given = line.slice(0, colon).trim().toLowerCase();
    return given === name || given === names[name] ? [line.slice(colon + 1).trim()] : [];
  });

/** The Q.850 cause of a Reason header (RFC 3326), which may hold several reasons; null when it gives none. */
export function q850Cause(reason: string): number | null {
  const bare = reason.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const cause = /(?:^|,)\s*Q\.850\s*(?:;[^,]*)?;\s*cause\s*=\s*([0-9]{1,3})/i.exec(bare)?.[1];
  return cause === undefined ? null : Number(cause) & 0x7f;
}

/** The user part of a SIP or tel address, with or without a name before it; empty when there is none. */
export const userOf = (address: string): string =>
  /(?:sips?:([^@;>]+)@|tel:([^;>\s]+))/i.exec(address)?.slice(1).find(Boolean) ?? '';
