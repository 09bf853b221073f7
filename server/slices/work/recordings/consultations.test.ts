/** What goes into a call's recording and what into those of its consultations: every stretch of a leg's files has a level of its own and is looked for. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mainBridge, type Call } from '@bahu/domain/callcontrol/call.ts';
import type { CallTarget } from '@bahu/domain/callcontrol/event.ts';
import { id, mobile, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { soundsOf, type SoundSource } from '../../../telephony/engine/sounds.ts';
import { planTimeline, readTimeline } from './timeline.ts';

const [withCustomer, aside] = [1000, 2000] as const;
const folder = mkdtempSync(path.join(tmpdir(), 'bahu-consultations-'));
afterAll(() => rmSync(folder, { recursive: true }));
const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };

/** Three agents, all recorded but those who are named; the first talks with a caller. */
function talking(unrecorded: readonly number[] = []): TestCallControl {
  const s = new TestCallControl({ agents: [0, 1, 2].map((i) => ({ isRecorded: !unrecorded.includes(i) })) }).queued();
  const legId = s.near();
  for (const seconds of [4, 0]) s.apply({ type: 'leg-ready', legId }, seconds);
  return s;
}
/** Whom the first agent asks answers after five seconds, and their recorder runs. */
function ask(s: TestCallControl, target: CallTarget): void {
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target }, 10);
  const legId = s.rung();
  for (const type of target.kind === 'external' ? (['leg-answered'] as const) : (['leg-ready', 'leg-ready'] as const))
    s.apply({ type, legId }, 2);
}
const act = (
  s: TestCallControl,
  type: 'swap' | 'merge' | 'stop-consult' | 'complete-transfer' | 'hang-up',
  after: number,
  by = 0,
): void => void s.apply({ type, agentId: id(by), callId: 'call' }, after);

/** Writes the files of all legs as their recorders would: the level says whether the customer could hear it. */
function writeFiles(call: Call): void {
  const gone = call.segments.find(({ isMain, kind }) => isMain && kind === 'consultation')?.startedAt ?? Infinity;
  for (const leg of call.legs) {
    const samples = leg.spans.flatMap(({ from, to, bridgeId }) =>
      Array.from({ length: ((to ?? call.endedAt!) - from) * 8 }, (_, i) =>
        bridgeId === mainBridge(call) && from + i / 8 < gone ? withCustomer : aside,
      ),
    );
    for (const side of ['heard', 'sent'])
      writeFileSync(path.join(folder, `${leg.id}-${side}.raw`), Buffer.from(new Int16Array(samples).buffer));
  }
}

interface Row {
  kind: string;
  segment_seq: number | null;
  source: string;
  started_at: string;
}
/** The recordings of a call that has ended: what of, how many seconds of each level are in it, and how long it is. */
async function recordings(
  s: TestCallControl,
  keeps = true,
): Promise<{ kind: string; seq: number | null; withCustomer: number; aside: number; seconds: number }[]> {
  const call = s.call();
  writeFiles(call);
  return Promise.all(
    (soundsOf(call, { keepsConsultations: () => keeps, timesOf: () => [] }) as unknown as Row[]).map(
      async ({ kind, segment_seq: seq, source, started_at: startedAt }) => {
        const { endedAt, segments } = JSON.parse(source) as SoundSource;
        const legs = segments.map(({ legId, spans }) => ({
          files: { heard: path.join(folder, `${legId}-heard.raw`), sent: path.join(folder, `${legId}-sent.raw`) },
          spans,
          legId,
        }));
        const framesOf = ({ heard }: { heard: string }): number =>
          call.legs
            .find(({ id: legId }) => heard.includes(`${legId}-heard`))!
            .spans.reduce((sum, span) => sum + ((span.to ?? call.endedAt!) - span.from) * 8, 0);
        const plan = planTimeline(legs, Date.parse(startedAt), endedAt, framesOf);
        const heard = [];
        for await (const chunk of readTimeline(plan)) heard.push(chunk);
        const sound = Buffer.concat(heard);
        const levels = new Int16Array(sound.buffer, sound.byteOffset, sound.length / 2);
        const secondsAt = (level: number): number =>
          Math.round(levels.filter((one) => one === level).length / 2 / 80) / 100;
        return {
          kind,
          seq,
          withCustomer: secondsAt(withCustomer),
          aside: secondsAt(aside),
          seconds: plan.frames / 8000,
        };
      },
    ),
  );
}

describe('[R1] [A2.5] the recordings of a call', () => {
  test('hold no consultation in the customer’s, and keep it apart with its segment where the company wants that', async () => {
    const s = talking();
    ask(s, colleague);
    act(s, 'swap', 20);
    act(s, 'swap', 7);
    act(s, 'stop-consult', 6);
    s.gone('caller', 5);
    const customers = { kind: 'call', seq: null, withCustomer: 22, aside: 0 };
    expect(await recordings(s)).toMatchObject([
      customers,
      { kind: 'consultation', seq: 4, withCustomer: 0, aside: 26, seconds: 33 },
    ]);
    expect(await recordings(s, false)).toMatchObject([customers]);
  });

  test('go on with the colleague who takes the call, and hold the conversation of three once', async () => {
    const s = talking();
    ask(s, colleague);
    act(s, 'merge', 20);
    act(s, 'complete-transfer', 8);
    s.gone('caller', 9);
    expect(await recordings(s)).toMatchObject([
      { kind: 'call', withCustomer: 27, aside: 0 },
      { kind: 'consultation', withCustomer: 0, aside: 20 },
    ]);
  });

  test('end for the customer when they leave; what those who stay say is kept apart, or not at all', async () => {
    const s = talking();
    ask(s, colleague);
    act(s, 'merge', 20);
    s.gone('caller', 3);
    act(s, 'hang-up', 30);
    expect(await recordings(s)).toMatchObject([
      { kind: 'call', withCustomer: 13, aside: 0, seconds: 37 },
      { kind: 'consultation', withCustomer: 0, aside: 20 },
      { kind: 'consultation', withCustomer: 0, aside: 30 },
    ]);
    expect(await recordings(s, false)).toMatchObject([{ kind: 'call', withCustomer: 13, aside: 0 }]);
  });

  const lost = (s: TestCallControl): void =>
    void s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 4);
  const found = (s: TestCallControl): void => {
    s.apply({ type: 'phone-registered', agentId: id(0) }, 6);
    const legId = s.rung();
    for (const seconds of [1, 0]) s.apply({ type: 'leg-ready', legId }, seconds);
  };
  const second = (s: TestCallControl): void => {
    s.apply(
      { type: 'place', callId: 'other', agentId: id(0), target: outside, customerId: null, customerName: null },
      4,
    );
    for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: s.near('other') });
  };
  const back = (s: TestCallControl): void => void s.apply({ type: 'switch-call', agentId: id(0), callId: 'call' }, 7);
  test.each([
    ['whose page was lost', lost, found, 0],
    ['who is in another call', second, back, 0],
    // Nothing that they are not there for is their call's.
    ['who is in another call and not recorded', second, back, null],
  ])('hold what a customer and a colleague say without the agent %s, once', async (_who, goes, comes, hasRow) => {
    const s = new TestCallControl({
      agents: [{ hasSecondCall: true, isRecorded: hasRow !== null }, { isRecorded: true }, {}],
    }).queued();
    const legId = s.near();
    for (const seconds of [4, 0]) s.apply({ type: 'leg-ready', legId }, seconds);
    ask(s, colleague);
    act(s, 'merge', 20);
    goes(s);
    comes(s);
    s.gone('caller', 5);
    act(s, 'hang-up', 3);
    expect(await recordings(s, false)).toMatchObject(
      hasRow === null ? [] : [{ kind: 'call', withCustomer: 26, aside: 0, seconds: 50 }],
    );
  });

  test('of a consultation come from whoever of the two is recorded', async () => {
    const s = talking([0]);
    ask(s, colleague);
    act(s, 'stop-consult', 20);
    s.gone('caller', 5);
    expect((await recordings(s)).filter(({ kind }) => kind === 'consultation')).toMatchObject([
      { withCustomer: 0, aside: 20 },
    ]);
  });

  test('of a number outside that is consulted are kept apart as well', async () => {
    const s = talking();
    ask(s, outside);
    act(s, 'stop-consult', 15);
    s.gone('caller', 5);
    expect(await recordings(s)).toMatchObject([
      { kind: 'call', withCustomer: 15, aside: 0 },
      { kind: 'consultation', withCustomer: 0, aside: 15 },
    ]);
  });

  test('of a call inside the company hold its two, though one of them asks somebody outside', async () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }, {}, {}] });
    s.place(0, '401');
    for (const seconds of [1, 0]) s.apply({ type: 'leg-ready', legId: s.near() }, seconds);
    s.apply({ type: 'leg-ready', legId: s.far() }, 3);
    ask(s, outside);
    act(s, 'stop-consult', 15);
    act(s, 'hang-up', 5);
    expect(await recordings(s)).toMatchObject([
      { kind: 'call', withCustomer: 15, aside: 0 },
      { kind: 'consultation', withCustomer: 0, aside: 15 },
    ]);
  });
});
