import { describe, expect, test } from 'vitest';
import type { Span } from '@bahu/domain/callcontrol/call.ts';
import { id, mobile, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { partOf } from '../../kernel/part-of.ts';
import { soundsOf, type SoundSource } from './sounds.ts';

const asDecided = (keeps: boolean, timesOf: (legId: string) => readonly Span[] = () => []) => ({
  keepsConsultations: () => keeps,
  timesOf,
});

/** The caller of an agent who is recorded or not asks a colleague who is, talks with them, and does what comes next; then all ends. */
function rowsAfter(isOwnerRecorded: boolean, next: 'merge' | 'stop-consult', keeps: boolean): unknown[] {
  const s = new TestCallControl({ agents: [{ isRecorded: isOwnerRecorded }, { isRecorded: true }] }).talking();
  if (isOwnerRecorded) s.apply({ type: 'leg-ready', legId: s.near() });
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
  const asked = s.rung();
  for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: asked }, 1);
  s.apply({ type: next, agentId: id(0), callId: 'call' }, 10);
  s.gone('caller', 10);
  for (const agent of [0, 1])
    if (s.agent(agent).callId !== null) s.apply({ type: 'hang-up', agentId: id(agent), callId: 'call' });
  expect(s.call().phase).toBe('ended');
  return soundsOf(s.call(), asDecided(keeps)).map((row) => row['kind']);
}

describe('[A2.7] the recordings of a call with a consultation', () => {
  test.each([
    [true, 'stop-consult', false, ['call']],
    [true, 'stop-consult', true, ['call', 'consultation']],
    [true, 'merge', false, ['call']],
    // Nothing of the customer was to be recorded: a row would say that something is missing.
    [false, 'stop-consult', false, []],
    [false, 'stop-consult', true, ['consultation']],
    [false, 'merge', false, []],
  ] as const)('[A2.7] whose agent is recorded: %s, ended by %s, kept: %s', (isOwnerRecorded, next, keeps, kinds) => {
    expect(rowsAfter(isOwnerRecorded, next, keeps)).toEqual(kinds);
  });
});

/** The recorded first agent, a recorded colleague and the caller talk; the first goes away and comes back as is said, then all ends. */
function keptOf(
  goes: (s: TestCallControl) => void,
  comes: (s: TestCallControl) => void,
): { kept: [string, number, number][]; whole: number } {
  const s = new TestCallControl({
    agents: [{ isRecorded: true, hasSecondCall: true }, { isRecorded: true }],
  }).talking();
  s.apply({ type: 'leg-ready', legId: s.near() });
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
  const asked = s.rung();
  for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: asked });
  s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 10);
  const from = s.now;
  s.apply({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, 4);
  goes(s);
  comes(s);
  s.gone('caller', 5);
  const whole = (s.now - from) / 1000;
  s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
  const { segments } = JSON.parse(String(soundsOf(s.call(), asDecided(false))[0]!['source'])) as SoundSource;
  const agentOf = (legId: string): string =>
    `agent-${Number(
      s
        .call()
        .legs.find((leg) => leg.id === legId)!
        .agentId!.slice(-4),
    )}`;
  const kept = segments.flatMap(({ legId, spans }) =>
    spans
      .filter((span) => span.isKept && span.to > from)
      .map((span): [string, number, number] => [agentOf(legId), (span.from - from) / 1000, (span.to - from) / 1000]),
  );
  return { kept: kept.toSorted((a, b) => a[1] - b[1]), whole };
}
const other = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;

describe('[A2.5] [R1] a conference whose owner is out of it', () => {
  test.each<[string, (s: TestCallControl) => void, (s: TestCallControl) => void]>([
    [
      'lost and back',
      (s) => void s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }),
      (s) => {
        s.apply({ type: 'phone-registered', agentId: id(0) }, 7);
        const legId = s.rung();
        for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId });
      },
    ],
    [
      'in their second call and back',
      (s) => {
        s.apply({
          type: 'place',
          callId: 'other',
          agentId: id(0),
          target: other,
          customerId: null,
          customerName: null,
        });
        for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: s.near('other') });
      },
      (s) => void s.apply({ type: 'switch-call', agentId: id(0), callId: 'call' }, 7),
    ],
  ])('[A2.5] is kept from the colleague’s file meanwhile, each moment once: %s', (_how, goes, comes) => {
    expect(keptOf(goes, comes)).toEqual({
      kept: [
        ['agent-0', 0, 4],
        ['agent-1', 4, 11],
        ['agent-0', 11, 16],
      ],
      whole: 16,
    });
  });
});

test('[R1] a call that passes from an agent without recording to a recorded one is kept from then on, not from when the colleague joined', () => {
  const s = new TestCallControl({ agents: [{ isRecorded: false }, { isRecorded: true }] }).talking();
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
  const asked = s.rung();
  for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: asked }, 1);
  s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 10);
  s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 7);
  const from = s.now;
  s.gone('caller', 12);
  const [row] = soundsOf(s.call(), asDecided(false));
  expect([Date.parse(String(row!['started_at'])) - from, row!['expected_seconds']]).toEqual([0, 12]);
});

test('[A2.5] [R1] a recording is cut where the media server moved people, not where that was decided', () => {
  const s = new TestCallControl({ agents: [{ isRecorded: true }, {}] }).talking();
  s.apply({ type: 'leg-ready', legId: s.near() });
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
  const asked = s.rung();
  for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: asked }, 1);
  s.apply({ type: 'stop-consult', agentId: id(0), callId: 'call' }, 10);
  s.gone('caller', 10);
  s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
  const call = s.call();
  const agentsLeg = call.legs.find(({ agentId }) => agentId === id(0))!.id;
  // Each move came a little later than it was decided, by another time.
  const late = [20, 130, 400, 40, 310, 90];
  const told = new Map(
    call.legs.map(({ id: legId, spans }) => [
      legId,
      spans.map(({ from, to, bridgeId }, i) => ({ from: from + late[2 * i]!, to: to! + late[2 * i + 1]!, bridgeId })),
    ]),
  );
  const { segments } = JSON.parse(
    String(
      soundsOf(
        call,
        asDecided(true, (legId) => told.get(legId)!),
      )[0]!['source'],
    ),
  ) as SoundSource;
  const { spans } = segments.find(({ legId }) => legId === agentsLeg)!;
  const [before, aside, after] = told.get(agentsLeg)!;
  const length = (times: readonly { from: number; to: number }[]): number =>
    times.reduce((sum, { from, to }) => sum + to - from, 0);
  const dropped = spans.findIndex(({ from }) => from === aside!.from);
  expect(spans[dropped]).toEqual({ ...partOf(aside!, ['from', 'to']), isKept: false });
  // In the file it lies behind all that was said before.
  expect(length(spans.slice(0, dropped))).toBe(length([before!]));
  expect(length(spans)).toBe(length([before!, aside!, after!]));
  const kept = spans.filter(({ isKept }) => isKept);
  // The agent's part of the call ended when that was decided.
  expect([kept[0]!.from, kept.at(-1)!.to]).toEqual([before!.from, after!.to - late[5]!]);
});
