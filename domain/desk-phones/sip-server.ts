/** Where telephones find us, as far as we can know it. */

export interface SipPlace {
  /** The address at which SIP is listened for; 0.0.0.0 and :: are all of them. */
  readonly address: string;
  readonly port: number;
  /** The address outside, behind address translation; null without. */
  readonly outside: string | null;
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
const hostPattern = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])$/i;
const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/**
 * The host to which telephones register: what is announced outside, else the one address where we listen, else the name under which whoever asks has
 * found our pages. That name is what a request says and nothing more, so it must at least be one.
 */
export function sipServer(
  { address, port, outside }: SipPlace,
  asked: string,
): { host: string; port: number; isLocal: boolean } {
  const isLocal = isLoopback(address);
  if (isLocal) return { host: bracketed(address), port, isLocal };
  if (outside !== null) return { host: bracketed(outside), port, isLocal };
  const isAll = address === '0.0.0.0' || address === '::';
  const isHost = asked.length <= 253 && hostPattern.test(asked);
  return { host: isAll && isHost ? asked : bracketed(address), port, isLocal };
}
