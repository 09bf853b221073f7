/**
 * How soon an agent who becomes ready is offered a call while callers wait: from the request that their button sends to the INVITE at their phone.
 * Options: --samples=300, --waiting=50 callers all the time, --agents=20 who take turns.
 */
import { AgentClient } from '@bahu/e2e/support/agent-client.ts';
import { eventually } from '@bahu/e2e/support/crowd.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import type { Agents } from './peers/agents.ts';
import type { Callers } from './peers/callers.ts';
import { agentPorts, callers as callersPlace, rtpPorts, siteHost, sitePorts } from './peers/places.ts';
import { openAgentAudio, openAgents, openCallers } from './peers/sides.ts';
import { startWholeSite, type WholeSite } from './peers/whole-site.ts';

const ringMs = 100;
const key = { digit: 1, afterMs: 500 } as const;

/** An agent: what they press, and their phone's name. */
interface Seat {
  readonly client: AgentClient;
  readonly user: string;
}
interface Floor {
  readonly whole: WholeSite;
  readonly callers: Callers;
  readonly phones: Agents;
  readonly seats: readonly Seat[];
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const { samples, waiting, agents } = numbersOf(options, { samples: 300, waiting: 50, agents: 20 });
    const floor = await openFloor(agents, end);
    for (let i = 0; i < waiting; i++) call(floor);
    await untilWaiting(floor, waiting);
    const { seats } = floor;
    // Each of them once before, which warms everything up.
    for (const seat of seats) await offerOnce(floor, seat, waiting);
    const delays: number[] = [];
    for (let i = 0; i < samples; i++) delays.push(await offerOnce(floor, seats[i % seats.length]!, waiting));
    const of = (share: number): number => rounded(quantile(delays, share));
    return {
      figures: { p99Ms: of(0.99) },
      targets: { p99Ms: { most: 300 } },
      table: [
        { what: 'ready → INVITE', samples, waiting, p50Ms: of(0.5), p95Ms: of(0.95), p99Ms: of(0.99), maxMs: of(1) },
      ],
    };
  });
export default measure;

async function openFloor(agents: number, end: End): Promise<Floor> {
  const whole = await startWholeSite({
    agents,
    screens: 0,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: callersPlace.sip,
    isRecorded: true,
  });
  end.with(() => whole.stop());
  const callers = await openCallers(end);
  const media = await openAgentAudio(end);
  const phones = await openAgents(
    { port: agentPorts.ofBahu, registrar: whole.sip, media, phones: whole.phones, ringMs },
    end,
  );
  await whole.untilReady(agents);
  const { site } = whole;
  const seats: Seat[] = [];
  for (const [i, { extension }] of site.tenant.agents.entries()) {
    const client = new AgentClient(site.url, site.tenant.code + extension);
    await client.signIn();
    await client.watch();
    end.with(() => client.close());
    await ask(client, 'PUT', '/desk/state', { state: 'busy' });
    seats.push({ client, user: whole.phones[i]!.user });
  }
  return { whole, callers, phones, seats };
}

const call = ({ callers, whole }: Floor) => callers.call({ number: whole.site.tenant.did, to: whole.sip, key });

async function untilWaiting({ whole }: Floor, wanted: number): Promise<void> {
  await eventually(`${wanted} callers wait`, async () => {
    const [row] = await whole.site.sql<{ waiting: number }>(
      `select count(*)::int as waiting from live_state where kind = 'call' and state ->> 'phase' = 'queued'`,
    );
    return row!.waiting >= wanted;
  });
}

async function ask(client: AgentClient, method: string, path: string, body?: unknown): Promise<void> {
  const { status, body: answer } = await client.request(method, path, body);
  if (status !== 200) throw new Error(`${method} ${path} answered ${status} ${JSON.stringify(answer)}`);
}

/** Milliseconds. The agent takes the call, ends it and is busy again; another caller comes in its place. */
async function offerOnce(floor: Floor, { client, user }: Seat, waiting: number): Promise<number> {
  const { phones } = floor;
  phones.records = [];
  const pressedAt = performance.now();
  await ask(client, 'PUT', '/desk/state', { state: 'ready' });
  await eventually('a call is offered', () => phones.records.some(({ agent }) => agent === user));
  const { invitedAt } = phones.records.find(({ agent }) => agent === user)!;
  const { call: taken } = await client.until((desk) => desk.call?.phase === 'talking');
  await ask(client, 'PUT', '/desk/state', { state: 'busy' });
  await ask(client, 'DELETE', `/desk/calls/${taken!.callId}`);
  await ask(client, 'DELETE', '/desk/wrap-up');
  await client.until((desk) => desk.state === 'busy');
  call(floor);
  await untilWaiting(floor, waiting);
  return invitedAt - pressedAt;
}
