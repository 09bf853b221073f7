/**
 * The address of a third-party page (关联后台, SPEC A3) with variables of the call: what may be saved, and what stands there once it is filled. It is
 * opened by a browser, so addresses of the company's own network are as good as public ones; what hides where it leads is refused.
 */

/** In the order in which the form offers them. Texts of people stand in queries alone: `..` as a part of a path leads elsewhere however it is written. */
export const addressVariables = [
  'number',
  'numberKey',
  'direction',
  'call',
  'extension',
  'agent',
  'customer',
  'customerName',
] as const;
type AddressVariable = (typeof addressVariables)[number];
export type AddressValues = Readonly<Record<AddressVariable, string>>;
const texts: readonly string[] = ['agent', 'customerName'] satisfies AddressVariable[];

export const longestAddress = 1000;
/** Parameters that the signature adds. */
export const signedAt = 'signed_at';
export const signature = 'signature';

/** What is wrong with an address; the first that is found. */
export type AddressFault =
  | 'too-long'
  | 'characters'
  | 'scheme'
  | 'credentials'
  | 'host'
  | 'loopback'
  | 'path'
  | 'variable'
  | 'variable-place'
  | 'reserved';

interface Parts {
  scheme: string;
  authority: string;
  path: string;
  query: string | null;
  fragment: string | null;
}

/** What browsers drop, turn into something else or read differently from servers stands in no address. */
const hasOddCharacters = (text: string): boolean => /[^!-~]|["<>\\^`|]/.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text);

function partsOf(text: string): Parts | null {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(text);
  if (!match) return null;
  const [, scheme = '', authority = '', path = '', query = null, fragment = null] = match;
  return { scheme: scheme.toLowerCase(), authority, path, query, fragment };
}

const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(host);

/** A name with a dot, or an IPv4 address as everybody writes it: what browsers also take for addresses (hexadecimal, one number, few parts) says something else than it is. */
function isHost(host: string): boolean {
  if (host.length > 253) return false;
  const labels = host.split('.');
  if (labels.length < 2 || !labels.every((one) => label.test(one))) return false;
  if (!/^(?:\d+|0[xX].*)$/.test(labels.at(-1)!)) return true;
  const isAddress = labels.length === 4 && labels.every((one) => /^(?:0|[1-9]\d{0,2})$/.test(one) && Number(one) < 256);
  // This host, link-local and what is no single computer.
  return isAddress && labels[0] !== '0' && !(labels[0] === '169' && labels[1] === '254') && Number(labels[0]) < 224;
}

function faultOfAuthority({ scheme, authority }: Parts, allowsLoopback: boolean): AddressFault | null {
  if (scheme !== 'https' && scheme !== 'http') return 'scheme';
  if (authority.includes('@')) return 'credentials';
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority);
  const host = match?.[1] ?? '';
  if (!match || Number(match[2] ?? 1) < 1 || Number(match[2] ?? 1) > 65_535) return 'host';
  if (isLoopback(host) || /\.localhost$/i.test(host)) return allowsLoopback && isLoopback(host) ? null : 'loopback';
  if (scheme !== 'https') return 'scheme';
  return isHost(host) ? null : 'host';
}

const variable = /\{([A-Za-z]+)\}/g;
const namesIn = (text: string): string[] => [...text.matchAll(variable)].map(([, name]) => name!);
const without = (text: string): string => text.replace(variable, '');
const isKnown = (name: string): name is AddressVariable => (addressVariables as readonly string[]).includes(name);

function isReadable(text: string): boolean {
  try {
    decodeURIComponent(text.replace(variable, 'x'));
    return true;
  } catch {
    return false;
  }
}

function faultOfVariables(text: string, { authority, path, query, fragment }: Parts): AddressFault | null {
  if (/[{}]/.test(authority) || /[{}]/.test(fragment ?? '')) return 'variable-place';
  if (/[{}]/.test(without(text)) || !namesIn(text).every(isKnown)) return 'variable';
  if (namesIn(path).some((name) => texts.includes(name))) return 'variable-place';
  const keys = (query ?? '').split('&').map((pair) => pair.split('=', 1)[0]!);
  if (keys.some((key) => /[{}]/.test(key))) return 'variable-place';
  return keys.some((key) => [signedAt, signature].includes(decodeURIComponent(key))) ? 'reserved' : null;
}

/** Why this address cannot be used; null for one that can. `allowsLoopback` for machines of developers. */
export function addressFault(text: string, allowsLoopback = false): AddressFault | null {
  if (text.length > longestAddress) return 'too-long';
  if (hasOddCharacters(text)) return 'characters';
  const parts = partsOf(text);
  if (!parts) return 'scheme';
  const fault = faultOfAuthority(parts, allowsLoopback);
  // Braces within the host say more by what they are than by what they are not.
  if (fault === 'host' && /[{}]/.test(parts.authority)) return 'variable-place';
  if (fault) return fault;
  if (![parts.path, parts.query ?? '', parts.fragment ?? ''].every(isReadable)) return 'characters';
  if (
    without(parts.path)
      .split('/')
      .some((part) => /^(?:\.|%2[eE]){1,2}$/.test(part))
  )
    return 'path';
  return faultOfVariables(text, parts);
}

/** A value as a part of an address: everything but letters, digits and `-._~` by RFC 3986; halves of characters become U+FFFD. */
const encoded = (value: string): string =>
  encodeURIComponent(
    value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  ).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** The address with its values; of an address without faults. */
export const fillAddress = (template: string, values: AddressValues): string =>
  template.replace(variable, (_all, name: string) => encoded(values[name as AddressVariable]));

/** Where an address leads, as a browser's policy names it. */
export function originOf(address: string): string {
  const { scheme, authority } = partsOf(address)!;
  return `${scheme}://${authority.toLowerCase()}`;
}

/** What is signed: the path as it stands, a line feed, and the parameters but the signature, decoded, encoded anew, in the order of their bytes. */
export function signedText(address: string): string {
  const { path, query } = partsOf(address)!;
  const decode = (text: string): string => encoded(decodeURIComponent(text.replaceAll('+', ' ')));
  const pairs = (query ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? `${decode(pair)}=` : `${decode(pair.slice(0, at))}=${decode(pair.slice(at + 1))}`;
    })
    .filter((pair) => !pair.startsWith(`${signature}=`));
  return `${path || '/'}\n${pairs.toSorted().join('&')}`;
}

/** Adds a parameter behind those that an address has. */
export function withParameter(address: string, name: string, value: string): string {
  const [whole, fragment] = splitOnce(address, '#');
  const added = `${whole}${whole.includes('?') ? '&' : '?'}${name}=${encoded(value)}`;
  return fragment === undefined ? added : `${added}#${fragment}`;
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Values with which an address is shown before there is a call. */
export const exampleValues: AddressValues = {
  number: '13900000001',
  numberKey: '5f1c0e0f6f2c4d0b9a3e7b1d8c6a5e4f3b2a190807f6e5d4c3b2a19081726354',
  direction: 'inbound',
  call: '01990000-0000-7000-8000-000000000001',
  extension: '802',
  agent: '王芳',
  customer: '01990000-0000-7000-8000-000000000002',
  customerName: '林晓梅',
};
