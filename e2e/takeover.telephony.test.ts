import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentClient } from './support/agent-client.ts';
import { eventually, gatherAgents, stillUp, talkersOf, untilTalking } from './support/crowd.ts';
import { closeLedger } from './support/ledger.ts';
import { phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { readiness, startStandby, whyIdle, type Standby } from './support/standby.ts';

const ports = portsFrom(19_000);
const crowd = 4;
let site: Site;
let standby: Standby;
let phones: Phones;
let agents: AgentClient[];
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: { agents: crowd + 2, trunk: { host: phonesAddress, port: ports.phonesSip }, strategy: 'longest-idle' },
  });
  standby = await startStandby(site, ports.http + 10);
  agents = await gatherAgents(site, phones);
});
afterAll(async () => {
  for (const agent of agents ?? []) agent.close();
  await standby?.stop();
  await site?.stop();
  await phones?.stop();
});

/** All desks as the server at `url` shows them, whoever showed them before. */
async function watchAt(url: string): Promise<void> {
  for (const agent of agents) agent.close();
  agents = await Promise.all(
    agents.map(async ({ account }) => {
      const agent = new AgentClient(url, account);
      await agent.signIn();
      await agent.watch();
      return agent;
    }),
  );
}
const talkers = (): AgentClient[] => talkersOf(agents);
async function callers(count: number): Promise<string[]> {
  calls += count;
  const made: string[] = [];
  for (let i = 0; i < count; i++) made.push(await phones.call(site.tenant.did, { from: `1390000020${i}` }));
  return made;
}
const holdOf = async (agent: AgentClient) => agent.request('PUT', `/desk/calls/${agent.desk!.call!.callId}/hold`);
const factsOf = (callId: string): Promise<{ type: string }[]> =>
  site.sql<{ type: string }>('select type from call_events where call_id = $1', [callId]);

test('[A2.10] a server that slept through the end of its lease neither hears nor commands when it goes on: the calls live with its successor', async () => {
  const up = await callers(crowd);
  await untilTalking(site, agents, crowd);
  expect(whyIdle(await readiness(standby.url))).toContain('stands by');
  process.kill(site.pid(), 'SIGSTOP');
  try {
    up.push(...(await callers(1)));
    await eventually('the standby takes over', async () => (await readiness(standby.url))?.isReady === true);
    await watchAt(standby.url);
    await eventually(
      'the successor knows the calls, and answers the one that came meanwhile',
      () => talkers().length === crowd + 1,
    );
  } finally {
    process.kill(site.pid(), 'SIGCONT');
  }
  await eventually(
    'the former owner says that it stands by',
    async () => whyIdle(await readiness(site.url))?.includes('stands by') === true,
  );
  // Longer than the pause between two sweeps.
  await sleep(17_000);
  expect(await stillUp(phones, up)).toHaveLength(crowd + 1);
  const [agent, other] = talkers();
  expect((await holdOf(agent!)).status).toBe(200);
  await agent!.until((desk) => desk.call?.phase === 'held');
  const elsewhere = new AgentClient(site.url, other!.account);
  await elsewhere.signIn();
  const refused = await elsewhere.request('PUT', `/desk/calls/${other!.desk!.call!.callId}/hold`);
  expect(refused).toMatchObject({ status: 503, body: { code: 'phone.media-server-unavailable' } });

  await standby.server.kill();
  await eventually('the first one carries them again', async () => (await readiness(site.url))?.isReady === true);
  await watchAt(site.url);
  await eventually('with every call', () => agents.filter(({ desk }) => desk?.call).length === crowd + 1);
  up.push(...(await callers(1)));
  await eventually('and answers a new one', () => agents.filter(({ desk }) => desk?.call).length === crowd + 2);
  for (const caller of up) await phones.hangUp(caller);
  await standby.server.start();
  expect(await closeLedger(site, { calls })).toEqual([]);
});

/** The database with all its processes. */
function databasePids(): number[] {
  const postmaster = Number(readFileSync(`${site.folder}/postgres/postmaster.pid`, 'utf8').split('\n')[0]);
  const parentOf = (pid: number): number => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return 0;
    }
  };
  return [
    postmaster,
    ...readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && parentOf(pid) === postmaster),
  ];
}

test('[A2.10] while the database is frozen what cannot be recorded is refused with a code, no server ends, and one of them carries the calls afterwards', async () => {
  await watchAt(site.url);
  const up = await callers(crowd);
  await untilTalking(site, agents, crowd);
  const owners = [site.pid(), standby.server.pid()];
  const frozen = databasePids();
  const answers: { callId: string; status: number; code: string | undefined }[] = [];
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  try {
    const end = performance.now() + 15_000;
    while (performance.now() < end) {
      answers.push(
        ...(await Promise.all(
          talkers().map(async (agent) => {
            const { callId } = agent.desk!.call!;
            const { status, body } = await holdOf(agent);
            return { callId, status, code: (body as { code?: string }).code };
          }),
        )),
      );
      await sleep(500);
    }
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
  }
  expect(answers.length).toBeGreaterThan(0);
  for (const { callId, status, code } of answers) {
    if (status === 200) expect((await factsOf(callId)).map(({ type }) => type)).toContain('held');
    else expect(['service.unavailable', 'phone.media-server-unavailable']).toContain(code);
  }
  expect(owners.map(isAlive)).toEqual([true, true]);
  let owner: string | undefined;
  await eventually('one carries the calls', async () => {
    const states = await Promise.all(
      [site.url, standby.url].map(async (url) => ({ url, ready: await readiness(url) })),
    );
    owner = states.find(({ ready }) => ready?.isReady)?.url;
    return owner !== undefined && states.filter(({ ready }) => ready?.isReady).length === 1;
  });
  await watchAt(owner!);
  await eventually('all calls are known', () => agents.filter(({ desk }) => desk?.call).length === crowd);
  expect(await stillUp(phones, up)).toHaveLength(crowd);
  for (const caller of up) await phones.hangUp(caller);
  expect(await closeLedger(site, { calls, hasLostHolds: true })).toEqual([]);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
