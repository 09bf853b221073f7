/** Addresses and ports of the bench: each side has a loopback address of its own, so that nothing else on the machine is in the way. */
import { portsFrom } from '@bahu/e2e/support/site.ts';

export const sitePorts = portsFrom(33_000);
export const siteHost = '127.0.33.1';
export const bare = { sip: { host: '127.0.33.2', port: 33_011 }, httpPort: 33_012 } as const;
export const callers = { sip: { host: '127.0.33.3', port: 33_021 }, audio: { host: '127.0.33.3', port: 33_022 } } as const;
export const agentsHost = '127.0.33.4';
/** Phones of Bahu's agents, of the bare Asterisk's, and the audio of both. */
export const agentPorts = { ofBahu: 33_031, ofBare: 33_032, audio: 33_033 } as const;
/** Two ports for each leg. */
export const rtpPorts = { from: 33_200, to: 35_899 } as const;
