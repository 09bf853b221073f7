/** Where notices may go: what a tenant types must not lead into our own network. Checked when it is saved, and again at the very connection. */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';

/** A connection that the guard did not let happen. */
export class AddressRefused extends Error {
  constructor(host: string) {
    super(`${host} is no public address`);
    this.name = 'AddressRefused';
  }
}

/** Only what the whole internet can reach: no private, loopback, link-local, shared, reserved or translated range; IPv4 inside of IPv6 counts as IPv4. */
export const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** What can be told without asking the name service. */
export function isAllowed(text: string, toPrivate: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  if (toPrivate) return url.protocol === 'https:' || url.protocol === 'http:';
  const host = hostOf(url);
  return (
    url.protocol === 'https:' &&
    (isIP(host) === 0 ? host.includes('.') && !/(^|\.)(localhost|local|internal)\.?$/i.test(host) : isPublic(host))
  );
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Connections to public addresses only: the name is resolved once, checked, and the connection goes to what was checked. */
export function createAgent(toPrivate: boolean): Agent {
  return new Agent({
    connect: { timeout: 10_000, ...(!toPrivate && { lookup: publicLookup(lookup) }) },
    connections: 4,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 10_000,
    maxHeaderSize: 16_384,
  });
}

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for `net.connect` that asks `resolve`. A name with even one address that is not public is refused as a whole: who may choose among
 * several tries the next one when the first does not answer.
 */
export const publicLookup =
  (resolve: Resolve) =>
  (host: string, options: LookupOptions, found: Found): void => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return found(error, []);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublic(address))) return found(new AddressRefused(host), []);
      return options.all ? found(null, addresses) : found(null, first.address, first.family);
    });
  };
