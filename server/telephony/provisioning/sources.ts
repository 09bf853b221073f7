/**
 * From where a trunk's calls come. An address that only one trunk has is the carrier's, whatever port it sends from. One
 * that several trunks have, or that is this machine's own, where any program may send, tells a trunk only together with
 * the port that is set up for it. Whether two trunks have the same address is asked of the addresses, never of how they
 * are written: one may be set up by a name and one by what that name means.
 */
import { lookup } from 'node:dns/promises';
import { isIP, isIPv6, SocketAddress } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrunkRoute } from './push.ts';

/** A trunk and where it is now: its host as it is set up, in small letters, and the addresses of that. */
export interface LocatedTrunk extends TrunkRoute {
  places: readonly string[];
}

/** A name that takes longer counts as unknown for now: no configuration waits for a name server that is away. */
const lookupMs = 2000;

/** Where trunks are. Each name is looked up once; one that cannot be resolved is known by its name alone. */
export async function locate(trunks: readonly TrunkRoute[]): Promise<LocatedTrunk[]> {
  const hosts = [...new Set(trunks.map(({ host }) => host.toLowerCase()))];
  const found = new Map(await Promise.all(hosts.map(async (host) => [host, await addressesOf(host)] as const)));
  return trunks.map((trunk) => {
    const host = trunk.host.toLowerCase();
    return { ...trunk, places: [...new Set([host, ...found.get(host)!])] };
  });
}

/** The trunks that are at one of these places: addresses, or names in small letters. */
export const trunksAt = (places: readonly string[], all: readonly LocatedTrunk[]): LocatedTrunk[] => {
  const wanted = new Set(places.map(written));
  return all.filter((trunk) => trunk.places.some((place) => wanted.has(written(place))));
};

/** What an identify of Asterisk matches for a trunk among all that are set up; empty when only the line of its registration tells it. */
export function sourcesOf(trunk: LocatedTrunk, all: readonly LocatedTrunk[]): string[] {
  const neighbours = trunksAt(trunk.places, all).filter((other) => other.id !== trunk.id);
  if (neighbours.length === 0 && !trunk.places.some(isOwnHost)) return [trunk.host];
  if (trunk.kind === 'register' && neighbours.some((other) => other.port === trunk.port)) return [];
  const addresses = trunk.places.filter((place) => isIP(place) !== 0);
  return addresses.map((address) => `${isIPv6(address) ? `[${address}]` : address}:${trunk.port}`);
}

/** The trunks whose calls nobody can tell from this one's: no registration of either has a line of its own, and they come from the same place. */
export function lookalikes(trunk: LocatedTrunk, all: readonly LocatedTrunk[]): LocatedTrunk[] {
  if (trunk.kind !== 'peer') return [];
  const others = trunksAt(trunk.places, all).filter(({ id }) => id !== trunk.id);
  return others.filter(({ kind, port }) => kind === 'peer' && port === trunk.port);
}

/** The trunk that sends from `address:port`: the one set up for just that, else the only one with the address. Null when it cannot be told. */
export function trunkAt(source: string, all: readonly LocatedTrunk[]): LocatedTrunk | null {
  const [, address = '', port = ''] = /^\[?(.*?)\]?:([0-9]+)$/.exec(source) ?? [];
  const here = trunksAt([address], all);
  const exact = here.filter((trunk) => trunk.port === Number(port));
  return exact.length === 1 ? exact[0]! : here.length === 1 && !isOwnHost(address) ? here[0]! : null;
}

/** Addresses of a host; none while its name cannot be resolved. */
async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  const found = lookup(host, { all: true })
    .then((all) => all.map(({ address }) => address))
    .catch(() => []);
  return Promise.race([found, sleep(lookupMs, [], { ref: false })]);
}

/** An address of version 6 can be written in many ways; this is one. */
const written = (place: string): string =>
  isIPv6(place) ? new SocketAddress({ address: place, family: 'ipv6' }).address : place;

const isOwnHost = (host: string): boolean =>
  /^(127\.|::1$|localhost$)/i.test(host) ||
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host));
