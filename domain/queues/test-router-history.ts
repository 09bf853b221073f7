/**
 * Histories of a call centre for the router: whatever happens to agents, callers and queues, likely, late, twice or in the middle of something else.
 */
import fc from 'fast-check';
import { strategies, type Queue, type QueueMember } from './queue.ts';
import { newQueue, TestCentre, type TestAgent, type TestCaller } from './test-centre.ts';

/** One step: which kind of command, and choices among what there is. */
export interface Step {
  kind: number;
  a: number;
  b: number;
  c: number;
}

const skillIds = ['mandarin', 'billing'];

const at = <T>(all: Iterable<T>, index: number): T | undefined => {
  const list = [...all];
  return list[index % Math.max(1, list.length)];
};

type Command = (centre: TestCentre, pick: { a: number; b: number; c: number }) => void;
const ofAgent =
  (act: (centre: TestCentre, agent: TestAgent, b: number, c: number) => void): Command =>
  (centre, { a, b, c }) => {
    const agent = at(centre.agents.values(), a);
    if (agent) act(centre, agent, b, c);
  };
const ofCaller =
  (act: (centre: TestCentre, one: TestCaller, b: number, c: number) => void): Command =>
  (centre, { a, b, c }) => {
    const one = at(centre.callers.values(), a);
    if (one) act(centre, one, b, c);
  };
const ofOffer =
  (act: (centre: TestCentre, one: TestCaller, agentId: string, c: number) => void): Command =>
  (centre, { a, b, c }) => {
    const ringing = [...centre.callers.values()].filter(({ asked, isAnswered }) => asked.length > 0 && !isAnswered);
    const one = at(ringing, a);
    if (one) act(centre, one, at(one.asked, b)!, c);
  };
const ofQueue =
  (act: (centre: TestCentre, queue: Queue, b: number, c: number) => void): Command =>
  (centre, { a, b, c }) => {
    const queue = at(centre.queues.values(), a);
    if (queue) act(centre, queue, b, c);
    centre.reconfigure();
  };
const ofMember = (change: (member: QueueMember, c: number) => QueueMember): Command =>
  ofQueue((centre, { id, members }, b, c) => {
    const changed = at(members, b);
    centre.changeQueue(id, { members: members.map((member) => (member === changed ? change(member, c) : member)) });
  });
const queueOf = (centre: TestCentre, index: number): string => at(centre.queues.keys(), index) ?? 'none';

/** Every kind of command; some do nothing where there is nothing of their sort. */
export const commands: Readonly<Record<string, Command>> = {
  'agent ready': ofAgent((centre, agent) => {
    if (agent.chosen !== 'ready' || !agent.isSignedIn) centre.changeFree(agent, { idleSince: centre.now });
    [agent.isSignedIn, agent.chosen] = [true, 'ready'];
  }),
  'agent busy': ofAgent((_, agent) => void (agent.chosen = 'busy')),
  'agent away': ofAgent((_, agent) => void (agent.chosen = 'away')),
  'agent signs out': ofAgent((centre, agent) => {
    const one = centre.callers.get(agent.callId ?? '');
    if (one && !one.isAnswered) centre.miss(one, agent.id, 3);
    agent.isSignedIn = false;
  }),
  'agent added': (centre, { a }) => {
    const id = 'abcdefg'[a % 7]!;
    if (!centre.agents.has(id)) centre.addAgent(id);
  },
  'agent removed': ofAgent((centre, agent) => centre.removeAgent(agent)),
  'skill changed': ofAgent((centre, agent, b, c) =>
    centre.changeFree(agent, { skills: new Map(agent.free.skills).set(skillIds[b % 2]!, c % 6) }),
  ),
  'inside-only changed': ofAgent((centre, agent, b) => centre.changeFree(agent, { isInsideOnly: b % 3 === 0 })),
  'signed out of a queue': ofAgent((centre, agent, b) => {
    const queueId = queueOf(centre, b);
    const others = agent.free.signedOutOf.filter((id) => id !== queueId);
    centre.changeFree(agent, { signedOutOf: [...others, queueId] });
  }),
  'signed in to all queues': ofAgent((centre, agent) => centre.changeFree(agent, { signedOutOf: [] })),
  'queue joined': ofQueue((centre, { id, members }, b, c) => {
    const agentId = 'abcdefg'[b % 7]!;
    if (members.some((member) => member.agentId === agentId)) return;
    centre.changeQueue(id, { members: members.toSpliced(c % 4, 0, { agentId, penalty: 0, order: 0 }) });
  }),
  'queue left': ofQueue((centre, { id, members }, b) =>
    centre.changeQueue(id, { members: members.filter((_, i) => i !== b % Math.max(1, members.length)) }),
  ),
  'penalty changed': ofMember((member, c) => ({ ...member, penalty: c % 3 })),
  'order of queues changed': ofMember((member, c) => ({ ...member, order: c % 3 })),
  'strategy changed': ofQueue((centre, { id }, b) => centre.changeQueue(id, { strategy: at(strategies, b)! })),
  'weight changed': ofQueue((centre, { id }, b) => centre.changeQueue(id, { weight: b % 3 })),
  'needs changed': ofQueue((centre, { id }, b, c) => {
    const step = (afterSeconds: number, level: number) => ({
      afterSeconds,
      needs: [{ skillId: skillIds[c % 2]!, level }],
    });
    const [strict, less] = [step(0, 3), step(20, 2)];
    const needs = [[], [strict], [strict, less, { afterSeconds: 60, needs: [] }], [less, strict]][b % 4]!;
    centre.changeQueue(id, { needs });
  }),
  'queue removed': ofQueue((centre, { id }, b) => void (b % 4 === 0 && centre.queues.delete(id))),
  'queue added': (centre, { a }) => {
    const id = ['sales', 'support', 'billing'][a % 3]!;
    if (centre.queues.has(id)) return;
    centre.queues.set(id, newQueue(id));
    centre.setMembers(id, ['b', 'a', 'e']);
    centre.reconfigure();
  },
  'caller arrives': (centre, { a }) => centre.arrive(queueOf(centre, a)),
  'caller of priority arrives': (centre, { a, b }) => centre.arrive(queueOf(centre, a), { priority: 1 + (b % 3) }),
  'two callers arrive': (centre, { a, b }) => [a, b].forEach((index) => centre.arrive(queueOf(centre, index))),
  'caller leaves': ofCaller((centre, one) => centre.leave(one)),
  'caller waits too long': ofCaller((centre, one) => one.isAnswered || centre.leave(one)),
  'caller goes to another queue': ofCaller((centre, one, b) => centre.requeue(one, { queueId: queueOf(centre, b) })),
  'caller comes back at the front': ofCaller((centre, one) =>
    centre.requeue(one, { isFront: true, since: one.caller.since }),
  ),
  'priority changed': ofCaller((_, one, b) => void (one.caller = { ...one.caller, priority: b % 4 })),
  'callback pauses': ofCaller((_, one) => void (one.isPaused ||= one.asked.length === 0 && !one.isAnswered)),
  'callback is due': ofCaller((_, one) => void (one.isPaused = false)),
  'offer accepted': ofOffer((centre, one, agentId) => centre.accept(one, agentId)),
  'offer refused': ofOffer((centre, one, agentId) => centre.miss(one, agentId, 3)),
  'offer missed': ofOffer((centre, one, agentId, c) => centre.miss(one, agentId, [0, 3, 10][c % 3]!)),
  'answer of another who is not asked': ofCaller((centre, one, b) => centre.accept(one, 'abcdefg'[b % 7]!)),
  'miss comes twice': ofOffer((centre, one, agentId) =>
    [3, 3].forEach((seconds) => centre.miss(one, agentId, seconds)),
  ),
  'call ended': ofCaller((centre, one) => centre.end(one)),
  'all calls end': (centre) => [...centre.callers.values()].forEach((one) => centre.end(one)),
  'consultation with a queue': (centre, { a }) => centre.consult(queueOf(centre, a)),
  'seconds pass': (centre, { a }) => void (centre.now += [1, 3, 10][a % 3]! * 1000),
  'a minute passes': (centre) => void (centre.now += 60_000),
  'nothing happens': () => undefined,
};

/** Those that much depends on come more often. */
const likely = [
  'agent ready',
  'caller arrives',
  'caller of priority arrives',
  'offer accepted',
  'call ended',
  'offer missed',
];
const names = [...Object.keys(commands), ...likely, ...likely, ...likely, 'agent added', 'queue added', 'queue joined'];

/** Histories of at most a hundred steps, and of at least so many. */
export const histories = (minLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ kind: fc.nat(names.length - 1), a: fc.nat(11), b: fc.nat(11), c: fc.nat(11) }), {
    minLength,
    maxLength: 100,
    size: 'max',
  });

/** Lives a history, and lets everybody be served at its end. Throws with what is wrong; else how many decisions there were. */
export function live(history: readonly Step[]): number {
  const centre = new TestCentre();
  const told: string[] = [];
  try {
    for (const { kind, ...pick } of history) {
      told.push(`${names[kind]} ${pick.a} ${pick.b} ${pick.c}`);
      commands[names[kind]!]!(centre, pick);
      centre.settle();
    }
    centre.finish();
  } catch (error) {
    throw new Error([...told, (error as Error).message].join('\n'), { cause: error });
  }
  return centre.decisions;
}
