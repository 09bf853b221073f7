/** What is in the files of a call with a consultation, measured: each phone sends a tone of its own. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portsFrom } from './support/site.ts';
import { ToneTeam } from './support/tone-team.ts';
import { between, channelOf, toneLevel } from './support/tones.ts';

/** In hertz, as the phones of the team send them. */
const tones = { customer: 420, 'agent-0': 710, 'agent-1': 850 } as const;
/** In decibels below full scale: a tone comes at -13; one that is not there is lost in what the codec adds. */
const [there, absent] = [-26, -45] as const;

let team: ToneTeam;

beforeAll(async () => {
  team = await ToneTeam.gather(portsFrom(13_000), 2);
});
afterAll(() => team?.stop());

/** Which tones are heard on a channel in each half second. */
function tonesIn(wav: ArrayBuffer, channel: 0 | 1): Set<string>[] {
  const samples = channelOf(new Int16Array(wav.slice(44)), channel);
  return Array.from({ length: Math.floor(samples.length / 4000) }, (_, i) => {
    const part = between(samples, i / 2, i / 2 + 0.5);
    return new Set(
      Object.entries(tones)
        .filter(([, hertz]) => toneLevel(part, hertz) > there)
        .map(([name]) => name),
    );
  });
}
const loudest = (wav: ArrayBuffer, hertz: number): number =>
  Math.max(...([0, 1] as const).map((channel) => toneLevel(channelOf(new Int16Array(wav.slice(44)), channel), hertz)));
const allOf = (wav: ArrayBuffer, channel: 0 | 1): string[] =>
  [...new Set(tonesIn(wav, channel).flatMap((set) => [...set]))].toSorted();

test('[A2.5] [R1] the customer’s file holds nothing of a consultation, and the one kept apart holds only that', async () => {
  const [agent] = team.agents;
  const { version } = (await agent!.request('GET', '/tenant')).body as { version: number };
  expect((await agent!.request('PATCH', '/tenant', { version, recording: { keepsConsultations: true } })).status).toBe(
    200,
  );
  await team.talking();
  const { callId } = team.callOf(0);
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await team.consult(0, 1);
  await team.heard({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' }, [0, 1]);
  await team.step(0, 'POST', 'swap');
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer', 'agent-1': 'music' }, [0, 1]);
  await team.step(0, 'POST', 'swap');
  await team.heard({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' }, [0, 1]);
  await team.step(0, 'DELETE', 'consult');
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await team.hangUp(0);
  expect(await team.close()).toEqual([]);
  const told = async (): Promise<CallDetail> => (await agent!.request('GET', `/calls/${callId}`)).body as CallDetail;
  await expect.poll(async () => (await told()).consultations.map(({ isReady }) => isReady)).toEqual([true]);
  const { recording, consultations } = await told();
  expect([recording!.isComplete, recording!.holds.length]).toEqual([true, 2]);
  const [whole, apart] = [
    await agent!.download(`/calls/${callId}/recording`),
    await agent!.download(`/calls/${callId}/consultations/${consultations[0]!.seq}/recording`),
  ];
  expect([allOf(whole, 0), allOf(whole, 1)]).toEqual([['customer'], ['agent-0']]);
  expect([allOf(apart, 0), allOf(apart, 1)]).toEqual([['agent-1'], ['agent-0']]);
  expect(loudest(whole, tones['agent-1'])).toBeLessThan(absent);
  expect(loudest(apart, tones.customer)).toBeLessThan(absent);
});
