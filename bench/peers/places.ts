/**
 * Addresses and ports of the bench: each side has a loopback address of its own, so that nothing else on the machine is in the way.
 * BAHU_BENCH_PORTS=36000 moves all of it for a second bench beside the first.
 */
import { portsFrom } from '@bahu/e2e/support/site.ts';

const first = Number(process.env['BAHU_BENCH_PORTS'] ?? 33_000);
const host = (side: number): string => `127.0.${Math.floor(first / 1000)}.${side}`;

export const sitePorts = portsFrom(first);
export const siteHost = host(1);
export const bare = { sip: { host: host(2), port: first + 11 }, httpPort: first + 12 } as const;
export const callers = {
  sip: { host: host(3), port: first + 21 },
  audio: { host: host(3), port: first + 22 },
} as const;
/** Callers of another company, from a trunk of its own. */
export const neighbours = {
  sip: { host: host(5), port: first + 25 },
  audio: { host: host(5), port: first + 26 },
} as const;
/** Callers who listen. */
export const listeners = {
  sip: { host: host(3), port: first + 23 },
  audio: { host: host(3), port: first + 24 },
} as const;
export const agentsHost = host(4);
/** Phones of Bahu's agents, of the bare Asterisk's, and the audio of both. */
export const agentPorts = { ofBahu: first + 31, ofBare: first + 32, audio: first + 33 } as const;
/** Agents one by one, each with ears of their own: signalling, and the sound beside it. */
export const listeningAgent = (index: number): { readonly port: number; readonly audio: number } => ({
  port: first + 41 + 2 * index,
  audio: first + 42 + 2 * index,
});
/** Two ports for each leg. */
export const rtpPorts = { from: first + 200, to: first + 2899 } as const;
