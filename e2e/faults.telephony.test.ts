import { appendFileSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentClient } from './support/agent-client.ts';
import { eventually, gatherAgents, stillUp, talkersOf, untilTalking, watchAgain } from './support/crowd.ts';
import { closeLedger } from './support/ledger.ts';
import { readiness } from './support/standby.ts';
import { phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { longestSilence } from './support/tones.ts';

const ports = portsFrom(25_000);
const crowd = 20;
let site: Site;
let phones: Phones;
let agents: AgentClient[];
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: { agents: crowd + 1, trunk: { host: phonesAddress, port: ports.phonesSip }, strategy: 'longest-idle' },
  });
  agents = await gatherAgents(site, phones);
});
afterAll(async () => {
  for (const agent of agents ?? []) agent.close();
  await site?.stop();
  await phones?.stop();
});

const allFree = (): Promise<unknown> =>
  Promise.all(agents.map((agent) => agent.until((desk) => desk.state === 'ready')));

/** Twenty calls up, one agent free. */
async function twentyCalls(): Promise<string[]> {
  await allFree();
  calls += crowd;
  const callers: string[] = [];
  for (let i = 0; i < crowd; i++) {
    callers.push(await phones.call(site.tenant.did, { from: `139000001${String(i).padStart(2, '0')}` }));
    await sleep(60);
  }
  await untilTalking(site, agents, crowd);
  return callers;
}

const talkers = (): AgentClient[] => talkersOf(agents);

/** How long the server is down, in milliseconds; the deep tests try more than one. */
const downMs = (process.env['BAHU_DOWN_MS'] ?? '700').split(',').map(Number);

test.each(downMs)(
  '[A2.10] the server killed with 20 calls up, down for %i ms: all go on, a call in the gap is answered, screens are right, one record each',
  async (ms) => {
    const callers = await twentyCalls();
    const before = new Map(talkers().map((agent) => [agent.account, agent.desk!.call!.callId]));
    await sleep(Math.random() * 800);
    await site.kill();
    calls++;
    const inTheGap = await phones.call(site.tenant.did, { from: '13900000199' });
    const hangsUp = callers.pop()!;
    await phones.hangUp(hangsUp);
    await sleep(ms);
    await site.start();
    await watchAgain(agents);
    const kept = (): AgentClient[] =>
      talkers().filter((agent) => before.get(agent.account) === agent.desk!.call!.callId);
    await eventually(
      'the screens are right: the call that ended is over, the others go on',
      () => kept().length === crowd - 1,
    );
    await eventually('the call of the gap is answered', () => talkers().length === crowd);
    expect(await stillUp(phones, [...callers, inTheGap])).toHaveLength(crowd);
    const [agent] = kept();
    expect((await agent!.request('PUT', `/desk/calls/${agent!.desk!.call!.callId}/hold`)).status).toBe(200);
    await agent!.until((desk) => desk.call?.phase === 'held');
    calls++;
    const afterwards = await phones.call(site.tenant.did, { from: '13900000198' });
    await eventually('a call after the restart is answered and shows its number', () =>
      talkers().some(({ desk }) => desk?.call?.number === '13900000198'),
    );
    for (const caller of [...callers, inTheGap, afterwards]) await phones.hangUp(caller);
    expect(await closeLedger(site, { calls })).toEqual([]);
    expect(await site.sql(`select 1 from calls where number = ''`)).toEqual([]);
  },
);

test('[A2.10] a caller who waits in the queue hears music throughout while the server is killed and started again, and is answered then', async () => {
  const callers = await twentyCalls();
  calls += 2;
  callers.push(await phones.call(site.tenant.did, { from: '13900000196' }));
  await untilTalking(site, agents, crowd + 1);
  const waiting = await phones.call(site.tenant.did, { from: '13900000197' });
  await eventually(
    'one waits',
    async () =>
      (
        await site.sql(
          `select 1 from live_state where kind = 'call' and state ->> 'number' = '+8613900000197' and state ->> 'phase' = 'queued'`,
        )
      ).length === 1,
  );
  await sleep(1000);
  const heardBefore = phones.heard(waiting).length;
  await site.kill();
  await sleep(3000);
  await site.start();
  await watchAgain(agents);
  await eventually('nobody is free', () => talkers().length === crowd + 1);
  // Written by two seconds: more than the server was away.
  await eventually('what was heard is written', () => phones.heard(waiting).length > heardBefore + 8000 * 6);
  expect(longestSilence(phones.heard(waiting).subarray(heardBefore))).toBeLessThan(2);
  await phones.hangUp(callers.shift()!);
  await eventually('who waited is answered', () => talkers().some(({ desk }) => desk?.call?.number === '13900000197'));
  for (const caller of [...callers, waiting]) await phones.hangUp(caller);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.10] Asterisk killed: records are closed, recordings are playable, phones come back, the next call works', async () => {
  await twentyCalls();
  await sleep(4000);
  process.kill(site.asteriskPid(), 'SIGKILL');
  await eventually(
    'all records are closed',
    async () => (await site.sql('select 1 from calls where ended_at is null')).length === 0,
  );
  const lost = await site.sql<{ id: string }>(`select id from calls where outcome = 'media-server-restarted'`);
  expect(lost).toHaveLength(crowd);
  // They register every fifty seconds, and nothing tells them to do it earlier.
  await eventually('the phones are back', () => agents.every(({ desk }) => desk?.isPhoneRegistered));
  for (const { id } of await phones.channels()) await phones.hangUp(id).catch(() => undefined);
  expect(await closeLedger(site, { calls })).toEqual([]);
  const bytes = await agents[0]!.download(`/calls/${lost[0]!.id}/recording`);
  expect(new DataView(bytes).getUint32(40, true)).toBe(bytes.byteLength - 44);
  expect(bytes.byteLength).toBeGreaterThan(44 + 32_000);
  calls++;
  const caller = await phones.call(site.tenant.did);
  await eventually('somebody answers', () => talkers().length === 1);
  await phones.hangUp(caller);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.10] a journal that the database refuses line by line keeps nobody from starting: what is good comes in, the rest is kept and told', async () => {
  const callers = await twentyCalls();
  await site.kill();
  const call = { id: 'no id', direction: 'inbound', started_at: 'never', version: 1 };
  const refused = {
    epoch: 1e9,
    payload: { calls: [call], legs: [], segments: [], facts: [], live: [], states: [], sounds: [] },
  };
  mkdirSync(`${site.folder}/journal`, { recursive: true });
  appendFileSync(
    `${site.folder}/journal/${site.tenant.tenantId}.ndjson`,
    `${JSON.stringify(refused)}\n{ no line of ours\n`,
  );
  await site.start();
  const ready = await readiness(site.url);
  expect([ready?.isReady, ready?.troubles.map(({ code }) => code)]).toEqual([true, ['journal.refused']]);
  await watchAgain(agents);
  await eventually('every call goes on', () => talkers().length === crowd);
  for (const caller of callers) await phones.hangUp(caller);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.10] PostgreSQL restarted with calls up: calls go on, can be held and ended, nothing is lost', async () => {
  const callers = await twentyCalls();
  const [first] = talkers();
  const { callId } = first!.desk!.call!;
  const restart = site.restartPostgres();
  await phones.hangUp(callers[0]!);
  await restart;
  expect(await stillUp(phones, callers.slice(1))).toHaveLength(crowd - 1);
  await eventually('the end during the restart is known', () => talkers().length === crowd - 1);
  const other = talkers().find((agent) => agent.desk!.call!.callId !== callId)!;
  await eventually(
    'a hold works again',
    async () => (await other.request('PUT', `/desk/calls/${other.desk!.call!.callId}/hold`)).status === 200,
  );
  await other.until((desk) => desk.call?.phase === 'held');
  for (const caller of callers.slice(1)) await phones.hangUp(caller);
  expect(await closeLedger(site, { calls })).toEqual([]);
});
