/**
 * A consultation, a conference, supervisors and a caller who waits, and one of the servers dies: once each; the deep
 * test does it many times.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { killAsterisk, suffer, type Fault } from './support/conversation-faults.ts';
import { portsFrom } from './support/site.ts';
import { ToneTeam } from './support/tone-team.ts';

const seed = Number(process.env['BAHU_SEED'] ?? Math.floor(Math.random() * 1e6));
let team: ToneTeam;

beforeAll(async () => {
  team = await ToneTeam.gather(portsFrom(15_000), 8);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await team.close();
});
afterAll(() => team?.stop());

const meanwhile = 'in the middle of a consultation, a conference and supervision';

test.each<Fault>(['the server is killed', 'PostgreSQL is killed'])(
  `[A2.10] %s ${meanwhile}: everybody hears whom their desk says, the books close (seed ${seed})`,
  (fault) => suffer(team, fault, seed),
);

test(`[A2.10] Asterisk is killed ${meanwhile}: the records close, agents consult as before (seed ${seed})`, async () => {
  await killAsterisk(team, seed);
  await team.talking();
  await team.consult(0, 1);
  await team.heard({ 'customer': 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' }, [0, 1]);
  expect(await team.close()).toEqual([]);
});
