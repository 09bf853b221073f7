/**
 * The router alone: decisions a second of processor time in a large company, with all that leads to them: an agent becomes free, a caller comes, the decision, and what it
 * changes in who is free and who waits. Beside it the naive chooser, which looks at everybody for each decision, at the same moments: both must choose the same.
 * Options: --seconds=10, --agents=10000, --queues=200, --waiting=2000, --compared=40 decisions that both make.
 */
import { emptyDay } from '@bahu/domain/queues/day.ts';
import { noAnnouncements } from '@bahu/domain/queues/announcements.ts';
import { overflowTo } from '@bahu/domain/queues/overflow.ts';
import { strategies, type Queue } from '@bahu/domain/queues/queue.ts';
import {
  decide,
  routerOf,
  withAgent,
  withCaller,
  withLast,
  type Caller,
  type Decision,
  type Router,
} from '@bahu/domain/queues/router.ts';
import { standardTarget } from '@bahu/domain/queues/service-level.ts';
import type { FreeAgent } from '@bahu/domain/queues/strategy.ts';
import { decideNaively } from '@bahu/domain/queues/test-naive-router.ts';
import { seeded } from '@bahu/domain/simulation/timeline.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { numbersOf } from './measuring/options.ts';

/** Queues of each agent, and of how many queues one needs a skill that is needed less after 20 s and not at all after 60 s. */
const [queuesOfAgent, oneOf] = [3, 5];
/** Mean milliseconds between two moments at which an agent becomes free or a caller comes. */
const stepMs = 5;
const start = 1_750_000_000_000;

interface Size {
  agents: number;
  queues: number;
  waiting: number;
}

/** A company in which nobody is free and so many wait; agents become free one by one, and for each who is served another caller comes. */
class Company {
  readonly queues: Map<string, Queue>;
  readonly busy: FreeAgent[];
  /** Those who are free and whom nobody who waits can be offered to. */
  readonly idle = new Map<string, FreeAgent>();
  readonly callers = new Map<string, Caller>();
  readonly random = seeded(20_261_129);
  router: Router;
  now = start;
  private seq = 0;

  constructor({ agents, queues, waiting }: Size) {
    this.busy = Array.from({ length: agents }, (_, i) => ({
      id: `agent-${i}`,
      idleSince: start,
      noAnswerDelayUntil: 0,
      answered: 0,
      lastTalkedAt: 0,
      skills: new Map([['mandarin', i % 6]]),
      signedOutOf: [],
      isInsideOnly: false,
    }));
    const ids = Array.from({ length: queues }, (_, i) => `queue-${i}`);
    this.queues = new Map(ids.map((id, i) => [id, this.queue(id, i, queues)]));
    this.router = routerOf(this.queues.values(), [], [], start);
    for (let i = 0; i < waiting; i++) this.arrive();
  }

  private queue(id: string, i: number, count: number): Queue {
    const isMember = (_: unknown, agent: number): boolean =>
      Array.from({ length: queuesOfAgent }, (_, n) => (agent * 7 + n * 61) % count).includes(i);
    const mandarin = (afterSeconds: number, level: number) => ({
      afterSeconds,
      needs: [{ skillId: 'mandarin', level }],
    });
    return {
      id,
      name: id,
      number: '901',
      isEnabled: true,
      // Everybody at once is as many offers as agents are free: a matter of ringing, and not of choosing.
      strategy: strategies.filter((one) => one !== 'ring-all')[i % (strategies.length - 1)]!,
      ringSeconds: 15,
      missPauseSeconds: 3,
      maxWaitSeconds: 600,
      maxWaiting: 10_000,
      overflow: overflowTo({ to: 'goodbye' }),
      announcements: noAnnouncements,
      missedOffers: null,
      maxSignedOut: null,
      target: standardTarget,
      callback: null,
      members: this.busy
        .filter(isMember)
        .map((agent, position) => ({ agentId: agent.id, penalty: position % 3, order: position % 2 })),
      weight: i % 3,
      needs: i % oneOf === 0 ? [mandarin(0, 3), mandarin(20, 2), { afterSeconds: 60, needs: [] }] : [],
      lastAgentId: null,
      today: emptyDay,
      recentWaits: [],
    };
  }

  arrive(): Caller {
    const [seq, queueId] = [this.seq++, `queue-${Math.floor(this.random() * this.queues.size)}`];
    const caller = { id: `call-${seq}`, queueId, since: this.now, seq, priority: seq % 10 === 0 ? 1 : 0 };
    const whole: Caller = { ...caller, isFront: false, isOpen: true, attempt: 0 };
    this.callers.set(whole.id, whole);
    this.router = withCaller(this.router, null, whole);
    return whole;
  }

  /** One who had a call is free again. */
  free(): FreeAgent {
    const i = Math.floor(this.random() * this.busy.length);
    const agent = { ...this.busy[i]!, idleSince: this.now, lastTalkedAt: this.now };
    this.busy[i] = this.busy.at(-1)!;
    this.busy.pop();
    this.idle.set(agent.id, agent);
    this.router = withAgent(this.router, null, agent);
    return agent;
  }

  /** What a decision changes: the agent has a call, and the caller waits no more. */
  take({ callId, queueId, offers }: Decision): void {
    const [agent, caller] = [this.idle.get(offers[0]!.agentId)!, this.callers.get(callId)!];
    this.idle.delete(agent.id);
    this.callers.delete(callId);
    this.busy.push({ ...agent, answered: agent.answered + 1 });
    this.router = withAgent(this.router, agent, null);
    this.router = withCaller(this.router, caller, null);
    this.router = withLast(this.router, queueId, agent.id);
  }

  next(): Decision | null {
    const { router, decision } = decide(this.router, this.now);
    this.router = router;
    return decision;
  }

  /** A moment passes. Returns who needs less of an agent from now on. */
  pass(): string[] {
    const before = this.now;
    this.now += stepMs;
    const isNow = (at: number): boolean => at > before && at <= this.now;
    return [...this.callers.values()]
      .filter(({ queueId, since }) =>
        this.queues.get(queueId)!.needs.some(({ afterSeconds }) => isNow(since + afterSeconds * 1000)),
      )
      .map(({ id }) => id);
  }

  /** A moment passes, in which somebody becomes free; what follows is decided. Returns how many decisions there were. */
  step(): number {
    this.now += this.random() * 2 * stepMs;
    this.free();
    let count = 0;
    for (let decision = this.next(); decision; decision = this.next()) {
      this.take(decision);
      this.arrive();
      count++;
    }
    return count;
  }
}

const secondsUsed = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** So many decisions by both; the seconds of processor that the naive chooser took, and how often it chose another. */
function compare(company: Company, count: number): { seconds: number; others: number } {
  const sum = { seconds: 0, others: 0 };
  /** Who came since the last decision, or needs less since. */
  let fresh = new Set<string>();
  for (let done = 0; done < count;) {
    const decision = company.next();
    if (!decision) {
      fresh = new Set(company.pass());
      company.free();
      continue;
    }
    // The queues as they are now: the router keeps whom each has offered last.
    const last = [...company.queues].map(([id, queue]): [string, Queue] => {
      const position = company.router.lines[company.router.plan.queues.get(id)!.index]!.lastPosition;
      return [id, { ...queue, lastAgentId: queue.members[position]?.agentId ?? null }];
    });
    const [agents, callers] = [[...company.idle.values()], [...company.callers.values()]];
    const queues = new Map(last);
    const before = process.cpuUsage();
    const naive = decideNaively({ queues, agents, callers, newCallers: fresh, now: company.now });
    sum.seconds += secondsUsed(before);
    const isSame = naive?.callId === decision.callId && naive.agentIds[0] === decision.offers[0]!.agentId;
    if (!isSame) sum.others++;
    company.take(decision);
    fresh.add(company.arrive().id);
    done++;
  }
  return sum;
}

const measure: Measurement = async (options) => {
  const standard = { seconds: 10, agents: 10_000, queues: 200, waiting: 2000, compared: 40 };
  const { seconds, compared, ...size } = numbersOf(options, standard);
  const company = new Company(size);
  for (let i = 0; i < 20_000; i++) company.step();
  const { seconds: naiveSeconds, others } = compare(company, compared);
  const table: Record<string, number>[] = [];
  let [decisions, took] = [0, 0];
  for (let part = 0; part < 5; part++) {
    let count = 0;
    const [before, begun] = [process.cpuUsage(), performance.now()];
    while (performance.now() - begun < (seconds / 5) * 1000) for (let i = 0; i < 100; i++) count += company.step();
    const used = secondsUsed(before);
    decisions += count;
    took += used;
    const row = {
      decisionsPerSecond: Math.round(count / used),
      waiting: company.callers.size,
      free: company.idle.size,
    };
    console.log(`${row.decisionsPerSecond} decisions a second, ${row.waiting} wait, ${row.free} free`);
    table.push(row);
  }
  const decisionsPerSecond = Math.round(decisions / took);
  const naiveDecisionsPerSecond = Number((compared / naiveSeconds).toFixed(1));
  return {
    figures: {
      decisionsPerSecond,
      naiveDecisionsPerSecond,
      ratio: Math.round(decisionsPerSecond / naiveDecisionsPerSecond),
      differences: others,
      decisions,
    },
    targets: { decisionsPerSecond: { least: 50_000 }, differences: { most: 0 } },
    table,
  };
};
export default measure;
