/** What the database does not take of calls that are up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentClient } from './support/agent-client.ts';
import { eventually, gatherAgents, stillUp, talkersOf, untilTalking } from './support/crowd.ts';
import { closeLedger } from './support/ledger.ts';
import { phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { readiness } from './support/standby.ts';

const ports = portsFrom(19_000);
let site: Site;
let phones: Phones;
let agents: AgentClient[];
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: { agents: 6, trunk: { host: phonesAddress, port: ports.phonesSip }, wrapUpSeconds: 0 },
  });
  agents = await gatherAgents(site, phones);
});
afterAll(async () => {
  for (const agent of agents ?? []) agent.close();
  await site?.stop();
  await phones?.stop();
});

async function call(from: string): Promise<string> {
  calls++;
  return phones.call(site.tenant.did, { from });
}

test('[A2.10] of calls that are up the one whose facts the database refuses is set aside and told, everybody goes on talking, and the books of all others close', async () => {
  const refused = '13900000666';
  await site.sql(`create function refuse_one() returns trigger language plpgsql as $$
    begin if new.number = '+86${refused}' then raise exception 'not this one'; end if; return new; end $$`);
  await site.sql(
    'create trigger refuse_one before insert or update on calls for each row execute function refuse_one()',
  );
  const up = [await call('13900000101'), await call(refused), await call('13900000102')];
  await untilTalking(site, agents, 3);
  // It is on no record, so it is none of those that the books know.
  calls--;
  await eventually(
    'it is told',
    async () => (await readiness(site.url))?.troubles.some(({ code }) => code === 'journal.refused') === true,
  );
  expect((await readiness(site.url))?.isReady).toBe(true);
  expect(await stillUp(phones, up)).toHaveLength(3);
  const other = talkersOf(agents).find(({ desk }) => desk?.call?.number === '13900000101')!;
  expect((await other.request('PUT', `/desk/calls/${other.desk!.call!.callId}/hold`)).status).toBe(200);
  await other.until((desk) => desk.call?.phase === 'held');
  for (const caller of up) await phones.hangUp(caller);
  await eventually('everybody is free', () => agents.every(({ desk }) => desk?.state === 'ready'));
  // Not dropped: that would wait for all who read calls, and they for it.
  await site.sql(
    'create or replace function refuse_one() returns trigger language plpgsql as $$ begin return new; end $$',
  );
  expect(await closeLedger(site, { calls })).toEqual([]);
});
