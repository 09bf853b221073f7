/** Every state of a call against every event: the table in docs/call-states.md is what the rules do, and fails when they do something else. */
import { expect, test } from 'vitest';
import type { OfferReason, Phase } from './call.ts';
import type { DeadlineName } from './deadline.ts';
import type { Event } from './event.ts';
import { TestCallControl } from './test-callcontrol.ts';
import { states } from './test-states.ts';
import { events } from './test-events.ts';

/** What an event leads to, in the words of its facts and commands, and in which phase the call is afterwards. */
function sequel(state: TestCallControl, event: (s: TestCallControl) => Event): string | null {
  const s = state.copy();
  const before = s.call().phase;
  const lines = s
    .tell(event(s))
    .map((line) =>
      line
        .replace(
          / (number|agent|extension|legId|channelId|channelIds|bridgeId|playbackId|snoopId|callerNumber|callerName|agentId|trunkId|callerId|seconds|by|from|supervisor|slot)=\S*/g,
          '',
        )
        .replace(/^\* /, ''),
    );
  const { phase } = s.call();
  if (lines.length === 0 && phase === before) return null;
  return `${lines.join(', ') || 'nothing is said'}${phase === before ? '' : ` → ${phase}`}`;
}

test('[A2.5] [A2.6] [A2.10] [U6] every state of a call against every event is the table that people read', async () => {
  const sections = Object.entries(states).map(([name, state]) => {
    const there = state();
    const told = Object.entries(events).map(([what, event]) => [what, sequel(there, event)] as const);
    const rows = told.filter(([, said]) => said !== null).map(([what, said]) => `| ${what} | ${said} |`);
    return [
      `## ${name[0]!.toUpperCase()}${name.slice(1)}`,
      '',
      '| event | leads to |',
      '| --- | --- |',
      ...rows,
      '',
      `Nothing: ${told
        .filter(([, said]) => said === null)
        .map(([what]) => what)
        .join('; ')}.`,
      '',
    ].join('\n');
  });
  const text = [
    '# States of a call',
    '',
    'What each event does in each state: facts, then commands to the media server, then the next phase. Made and checked by `domain/callcontrol/states.test.ts`; `vitest -u` writes it anew.',
    '',
    ...sections,
  ].join('\n');
  await expect(text).toMatchFileSnapshot('../../docs/call-states.md');
});

/** Written out, so that a new type of event, phase or reason does not compile without its row. */
const everyType: Record<Event['type'], true> = {
  inbound: true,
  'leg-ready': true,
  'far-end-ready': true,
  'leg-ringing': true,
  'leg-early-media': true,
  'leg-answered': true,
  'leg-answered-without-audio': true,
  'leg-silent': true,
  'leg-heard': true,
  'leg-gone': true,
  digit: true,
  'playback-ended': true,
  'voicemail-ended': true,
  deadline: true,
  'agent-deadline': true,
  place: true,
  originate: true,
  answer: true,
  'hang-up': true,
  hold: true,
  resume: true,
  consult: true,
  transfer: true,
  swap: true,
  merge: true,
  'complete-transfer': true,
  'stop-consult': true,
  park: true,
  unpark: true,
  'switch-call': true,
  'drop-party': true,
  'pick-up': true,
  supervise: true,
  'take-over': true,
  'stop-supervising': true,
  'force-hang-up': true,
  'force-state': true,
  'send-digits': true,
  'choose-state': true,
  'queue-sign-in': true,
  'queue-sign-out': true,
  'finish-wrap-up': true,
  'extend-wrap-up': true,
  'phone-issued': true,
  'phone-registered': true,
  'phone-lost': true,
  'permanent-leg-up': true,
  'permanent-leg-gone': true,
  'signed-out': true,
  'agent-saved': true,
  'agent-removed': true,
  'customer-linked': true,
  'numbers-listed': true,
  configured: true,
  'media-server-restarted': true,
};
const everyPhase: Record<Exclude<Phase, 'arriving' | 'ended'>, true> = {
  menu: true,
  queued: true,
  offered: true,
  preparing: true,
  dialing: true,
  talking: true,
  parked: true,
  voicemail: true,
  goodbye: true,
};
const everyReason: Record<OfferReason, true> = {
  own: true,
  dial: true,
  colleague: true,
  queue: true,
  direct: true,
  back: true,
  consult: true,
  transfer: true,
  return: true,
  supervise: true,
  unpark: true,
  'pick-up': true,
  overflow: true,
  mobile: true,
};
const everyDeadline: Record<DeadlineName, true> = {
  menu: true,
  queue: true,
  relax: true,
  announce: true,
  retry: true,
  park: true,
  ring: true,
  music: true,
  grace: true,
  connect: true,
  voicemail: true,
  goodbye: true,
  keys: true,
};

test('[A2.10] no type of event, phase, reason of a ringing phone, or deadline is missing in that table', () => {
  const made = Object.values(states).map((state) => state());
  const types = Object.values(events).flatMap((event) => made.map((s) => event(s).type));
  const calls = made.flatMap((s) => [...s.state.calls.values()]);
  const deadlines = calls.flatMap((call) => Object.keys(call.deadlines).map((key) => key.split('/')[0] ?? ''));
  expect([...new Set(types)].toSorted()).toEqual(Object.keys(everyType).toSorted());
  expect([...new Set(made.map((s) => s.call().phase))].toSorted()).toEqual(Object.keys(everyPhase).toSorted());
  expect([...new Set(made.flatMap((s) => s.call().offers.map(({ reason }) => reason)))].toSorted()).toEqual(
    Object.keys(everyReason).toSorted(),
  );
  expect([...new Set(deadlines)].toSorted()).toEqual(Object.keys(everyDeadline).toSorted());
});
