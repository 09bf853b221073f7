/**
 * What `transfer.telephony.test.ts` does once, many times: each round has a seed of its own, which its
 * title says (`BAHU_SEED`, `BAHU_ROUNDS`).
 */
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { faults, killAsterisk, suffer, type Fault } from './support/conversation-faults.ts';
import { portsFrom } from './support/site.ts';
import { ToneTeam } from './support/tone-team.ts';

const first = Number(process.env['BAHU_SEED'] ?? Math.floor(Math.random() * 1e6));
const rounds = Number(process.env['BAHU_ROUNDS'] ?? 10);
const seeds = Array.from({ length: rounds }, (_, at) => first + at);
let team: ToneTeam;

beforeAll(async () => {
  team = await ToneTeam.gather(portsFrom(29_000), 8);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await team.close();
});
afterAll(() => team?.stop());

describe.each(Object.keys(faults) as Fault[])('[A2.10] %s in the middle of conversations', (fault) => {
  const title = 'and everybody hears whom their desk says, the books close (seed %i)';
  test.each(seeds)(title, (seed) => suffer(team, fault, seed));
});

describe('[A2.10] Asterisk is killed in the middle of conversations', () => {
  test.each(seeds)('and every record closes, the phones are back (seed %i)', (seed) => killAsterisk(team, seed));
});
