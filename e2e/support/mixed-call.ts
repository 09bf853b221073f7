/** A call with a browser, a desk phone and a line in it: the tones, and who hears which. */
import { AgentClient } from './agent-client.ts';
import { browserTone } from './browser.ts';
import { customerTone, type Phones } from './phones.ts';
import type { Site } from './site.ts';
import { hears, somewhere } from './tones.ts';

/** What the desk phone sends, in hertz. */
export const deskTone = 850;
export const tones = [customerTone, deskTone, browserTone];

/** The tones at a phone in the latest second and a half, in which a browser's come in bursts. */
export function tonesAt(phones: Phones, channel: string): number[] {
  const heard = phones.heard(channel);
  const now = heard.length / 8000;
  return tones.filter((hertz) => somewhere(heard, now - 1.5, now, 0.2, (part) => hears(part, hertz)));
}

/** The channel of the desk phone, while it is in a call. */
export const deskChannel = async (phones: Phones): Promise<string> =>
  (await phones.channels()).find(({ dialplan }) => dialplan?.exten === `60${deskTone / 10}`)!.id;

/** The agent of this index at a desk phone that answers by itself; they are away until they choose to be ready. */
export async function sitAtDesk(site: Site, phones: Phones, i: number): Promise<AgentClient> {
  const agent = new AgentClient(site.url, site.tenant.code + site.tenant.agents[i]!.extension);
  await agent.signIn();
  await agent.watch();
  await agent.request('PUT', '/desk/state', { state: 'away' });
  await phones.register(await agent.issueDeskPhone(), deskTone);
  await agent.until((desk) => desk.isPhoneRegistered);
  return agent;
}

/** The call that is up. */
export const callUp = async (site: Site): Promise<string> =>
  (await site.sql<{ id: string }>('select id from calls where ended_at is null'))[0]!.id;
