/**
 * From where a trunk's calls come. An address that only one trunk has is the carrier's, whatever port it sends from. One that several trunks have,
 * or that is this machine's own, where any program may send, tells a trunk only together with the port that is set up for it.
 */
import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { TrunkRoute } from './push.ts';

/** What an identify of Asterisk matches for a trunk among all that are set up; empty when only the line of its registration tells it. */
export async function sourcesOf(trunk: TrunkRoute, all: readonly TrunkRoute[]): Promise<string[]> {
  const neighbours = all.filter((other) => other.id !== trunk.id && other.host.toLowerCase() === trunk.host.toLowerCase());
  if (neighbours.length === 0 && !isOwnHost(trunk.host)) return [trunk.host];
  if (trunk.kind === 'register' && neighbours.some((other) => other.port === trunk.port)) return [];
  return (await addressesOf(trunk.host)).map((address) => (isIPv6(address) ? `[${address}]:${trunk.port}` : `${address}:${trunk.port}`));
}

/** The trunks whose calls nobody can tell from this one's: no registration of either has a line of its own, and they come from the same place. */
export const lookalikes = (trunk: TrunkRoute, all: readonly TrunkRoute[]): TrunkRoute[] => all.filter((other) => {
  return other.id !== trunk.id && other.kind === 'peer' && trunk.kind === 'peer' && other.port === trunk.port && other.host.toLowerCase() === trunk.host.toLowerCase();
});

/** The trunk that sends from `address:port`: the one set up for just that, else the only one with the address. Null when it cannot be told. */
export async function trunkAt(source: string, all: readonly TrunkRoute[]): Promise<TrunkRoute | null> {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:([0-9]+)$/.exec(source) ?? [];
  const here: TrunkRoute[] = [];
  for (const trunk of all) if (trunk.host === host || (isIP(trunk.host) === 0 && (await addressesOf(trunk.host)).includes(host))) here.push(trunk);
  const exact = here.filter((trunk) => trunk.port === Number(port));
  return exact.length === 1 ? exact[0]! : here.length === 1 && !isOwnHost(host) ? here[0]! : null;
}

/** Addresses of a name; none while it cannot be resolved. */
async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  return (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address);
}

const isOwnHost = (host: string): boolean =>
  /^(127\.|::1$|localhost$)/i.test(host) || Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host));
