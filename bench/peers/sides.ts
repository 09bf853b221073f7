/** Opens the two sides of a call: callers on one port, agents on another, the audio of each on a port of its own. */
import { randomBytes } from 'node:crypto';
import type { End } from '../measuring/end.ts';
import { Agents, type DeskPhone } from './agents.ts';
import { Callers } from './callers.ts';
import { Media } from './media.ts';
import { agentPorts, agentsHost, callers as callersPlace } from './places.ts';
import type { AudioAddress } from './sip-message.ts';

export async function openCallers(
  end: End,
  place: { readonly sip: AudioAddress; readonly audio: AudioAddress } = callersPlace,
): Promise<Callers> {
  const audio = await Media.open(place.audio);
  end.with(() => audio.close());
  const callers = new Callers(place.sip, audio);
  await callers.open();
  end.with(() => callers.close());
  return callers;
}

export async function openAgentAudio(end: End): Promise<Media> {
  const audio = await Media.open({ host: agentsHost, port: agentPorts.audio });
  end.with(() => audio.close());
  return audio;
}

/** What agents do: register with `registrar`, ring, answer, and send `tone` when it is given. */
export interface AgentsPlan {
  readonly port: number;
  readonly registrar: AudioAddress;
  readonly media: Media;
  readonly phones: readonly DeskPhone[];
  readonly ringMs: number;
  readonly tone?: number;
}

export async function openAgents({ port, phones, ...plan }: AgentsPlan, end: End): Promise<Agents> {
  const agents = new Agents({ address: { host: agentsHost, port }, ...plan });
  await agents.open();
  end.with(() => agents.close());
  await agents.register(phones);
  return agents;
}

/** Phones of an Asterisk without Bahu: agent0, agent1 and so on. */
export const barePhones = (count: number): DeskPhone[] =>
  Array.from({ length: count }, (_, index) => ({ user: `agent${index}`, password: randomBytes(16).toString('hex') }));
