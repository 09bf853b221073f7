/** Many agents and callers at once, for the tests of failures. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentClient } from './agent-client.ts';
import { patienceMs } from './patience.ts';
import type { Phones } from './phones.ts';
import type { Site } from './site.ts';

/** Signs every agent of the site in, with a desk phone that answers by itself. */
export async function gatherAgents(site: Site, phones: Phones): Promise<AgentClient[]> {
  const agents: AgentClient[] = [];
  for (const { extension } of site.tenant.agents) {
    const agent = new AgentClient(site.url, site.tenant.code + extension);
    await agent.signIn();
    await agent.watch();
    await phones.register(await agent.issueDeskPhone());
    agents.push(agent);
  }
  await Promise.all(agents.map((agent) => agent.until((desk) => desk.isPhoneRegistered)));
  return agents;
}

/** Watches all desks again after the server was away. */
export async function watchAgain(agents: readonly AgentClient[]): Promise<void> {
  for (const agent of agents) {
    agent.close();
    agent.desk = null;
    await agent.watch();
  }
}

/** Waits until something holds. @throws with `what` when it never does. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await sleep(50);
  }
}

/** Channels of callers that are still up on the other side. */
export async function stillUp(phones: Phones, callers: readonly string[]): Promise<string[]> {
  const up = new Set((await phones.channels()).filter(({ state }) => state === 'Up').map(({ id }) => id));
  return callers.filter((id) => up.has(id));
}

/** Whoever has a conversation on their desk. */
export const talkersOf = (agents: readonly AgentClient[]): AgentClient[] =>
  agents.filter(({ desk }) => desk?.call?.phase === 'talking');

/**
 * Waits until so many agents talk, and hear their callers: desks are told as the media server puts the two together, and a server that is killed in
 * between leaves that to whoever comes after it.
 */
export async function untilTalking(site: Site, agents: readonly AgentClient[], count: number): Promise<void> {
  await eventually(`${count} agents talk`, () => talkersOf(agents).length === count);
  await eventually('and hear their callers', async () => {
    const bridges = await site.ari.request<{ channels?: string[] }[]>('GET', '/bridges');
    return bridges.filter(({ channels }) => channels?.length === 2).length === count;
  });
}
