/**
 * Who calls, by what the carrier's headers say: P-Asserted-Identity and Privacy (RFC 3323, RFC 3325), Remote-Party-ID, From. Asterisk itself reads
 * only a single identity per header, and forgets a wish for privacy when it could not.
 */
import { cleanName } from '@bahu/domain/numbers/dial.ts';
import { nameWithoutNumber } from '@bahu/domain/numbers/caller-name.ts';

/** Contents of the headers as they came, empty when absent; of From what Asterisk made of it. */
export interface SentIdentity {
  asserted: string;
  remoteParty: string;
  privacy: string;
  from: { number: string; name: string };
}

/** The caller of a call: `number` and `name` as they may be shown; `withheld` is the number that may not be. */
export interface CallerIdentity {
  number: string;
  name: string;
  withheld: string | null;
}

interface Address {
  user: string;
  name: string;
  parameters: string;
}

/** Longer headers than these are cut: no identity is that long. */
const longestHeader = 1024;

/**
 * The text of the variable that the dialplan hands over: P-Asserted-Identity, Remote-Party-ID and Privacy, each as Base64 behind a colon, which one
 * that has run since before an update leaves out. Anything else is read as absent.
 */
export function readSentIdentity(handedOver: string | undefined, from: SentIdentity['from']): SentIdentity {
  const [asserted = '', remoteParty = '', privacy = ''] = (handedOver ?? '').split('.').map((part) => {
    return Buffer.from(part, 'base64').toString('utf8').replace(/^:/, '').slice(0, longestHeader);
  });
  return { asserted, remoteParty, privacy, from };
}

/** The identity that counts and whether it may be shown. Numbers come back as `read` writes them. */
export function callerIdentity(sent: SentIdentity, read: (sent: string) => string): CallerIdentity {
  const asserted = firstAddress(sent.asserted);
  const remoteParty = asserted ? null : firstAddress(sent.remoteParty);
  const { user, name } = asserted ?? remoteParty ?? { user: sent.from.number, name: sent.from.name };
  const isAnonymous = /^anonymous$/i.test(user);
  const number = isAnonymous ? '' : read(user);
  if (isAnonymous || asksForPrivacy(sent.privacy) || hidesNumber(remoteParty))
    return { number: '', name: '', withheld: number };
  return { number, name: hidesName(remoteParty) ? '' : nameWithoutNumber(cleanName(name), number), withheld: null };
}

/** Privacy values that say nothing of the caller's identity; `none` says that it may be shown. */
const harmlessPrivacy = new Set(['none', 'critical', 'session', 'history', '']);
const asksForPrivacy = (privacy: string): boolean =>
  privacy.split(/[;,]/).some((value) => !harmlessPrivacy.has(value.trim().toLowerCase()));

const hidesNumber = (party: Address | null): boolean =>
  /;\s*privacy\s*=\s*"?[^;]*\b(full|uri)\b/i.test(party?.parameters ?? '');
const hidesName = (party: Address | null): boolean =>
  /;\s*privacy\s*=\s*"?[^;]*\bname\b/i.test(party?.parameters ?? '');

/** The first of the addresses of a header, or null when there is none with a user. `"Name" <sip:user@host;x>;y, <tel:...>`, or without brackets. */
function firstAddress(header: string): Address | null {
  const [, quoted, plain = '', bracketed, bare, rest = ''] =
    /^\s*(?:"((?:[^"\\]|\\.)*)"\s*|([^<",;]*?)\s*)(?:<([^>]*)>|((?:sips?|tel):[^\s,;<>"]+))(.*)$/is.exec(header) ?? [];
  const user = userOf(bracketed ?? bare ?? '');
  return user === null
    ? null
    : { user, name: quoted?.replace(/\\(.)/g, '$1') ?? plain, parameters: /^[^,]*/.exec(rest)![0] };
}

/** The user of a SIP URI or the number of a tel URI, without parameters; null for other schemes and URIs without a user. */
function userOf(uri: string): string | null {
  const [, scheme = '', rest = ''] = /^\s*(sips?|tel):(.+)$/i.exec(uri) ?? [];
  const user = scheme.toLowerCase() === 'tel' ? rest : (/^([^@]*)@/.exec(rest)?.[1] ?? '');
  const bare = user.split(/[;:]/)[0]!;
  try {
    return decodeURIComponent(bare) || null;
  } catch {
    return bare || null;
  }
}
