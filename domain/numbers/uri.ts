/** Telephone URIs: tel (RFC 3966), sip and sips with a telephone number as their user part (RFC 3261 §19.1.6), callto. */

const scheme = /^<?(?:tel|sips?|callto):(?:\/\/)?([^>]*)>?$/i;
const context = /;phone-context=(\+[0-9]+)/i;
const extension = /;ext=([-0-9*#.()]+)/i;

/**
 * The number of a URI in the form of the grammar; a text that is no URI comes back as it is. A context that begins with a plus goes before a local
 * number; other parameters, the host and a password say nothing of the number.
 */
export function readUri(text: string): string {
  const [, rest] = scheme.exec(text.trim()) ?? [];
  if (rest === undefined) return text;
  const [user = ''] = decode(rest).split('@');
  const [number = ''] = user.replace(/:.*$/, '').split(';');
  const prefix = number.startsWith('+') ? '' : (context.exec(user)?.[1] ?? '');
  const keys = extension.exec(user)?.[1] ?? '';
  return `${prefix}${number}${keys === '' ? '' : `转${keys}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
