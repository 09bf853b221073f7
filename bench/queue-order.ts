/**
 * Whom a queue asks, side by side with Asterisk's own app_queue: the same callers, talks and members, and at each of its decisions the router is asked in
 * the same state. Where both strategies leave it open, because members are equal by what they go by, any of them is right.
 * Options: --callers=60 a queue.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { emptyDay } from '@bahu/domain/queues/day.ts';
import { noAnnouncements } from '@bahu/domain/queues/announcements.ts';
import { overflowTo } from '@bahu/domain/queues/overflow.ts';
import type { Queue, Strategy } from '@bahu/domain/queues/queue.ts';
import { decide, routerOf } from '@bahu/domain/queues/router.ts';
import { standardTarget } from '@bahu/domain/queues/service-level.ts';
import { minorOf, type FreeAgent } from '@bahu/domain/queues/strategy.ts';
import { seeded } from '@bahu/domain/simulation/timeline.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { startBareAsterisk, type BareAsterisk } from './peers/bare-asterisk.ts';
import { bare, callers as callersPlace, rtpPorts } from './peers/places.ts';

/** A queue of both: what its strategy is called here and there, and the penalties of its members in the order of their positions. */
interface Pair {
  readonly name: string;
  readonly ours: Strategy;
  readonly theirs: string;
  readonly penalties: readonly number[];
}
const [equal, graded] = [
  [0, 0, 0, 0, 0, 0],
  [0, 1, 0, 2, 1, 0],
];
const pairs: readonly Pair[] = [
  { name: 'linear', ours: 'linear', theirs: 'linear', penalties: equal },
  { name: 'robin', ours: 'round-robin', theirs: 'rrordered', penalties: equal },
  { name: 'fewest', ours: 'fewest-calls', theirs: 'fewestcalls', penalties: equal },
  { name: 'recent', ours: 'least-recent', theirs: 'leastrecent', penalties: equal },
  { name: 'graded', ours: 'fewest-calls', theirs: 'fewestcalls', penalties: graded },
];

/** Mean seconds between two callers of a queue, and the seconds that talks last: now all are free, now everybody talks. */
const [gapSeconds, talkSeconds] = [0.7, [1, 7]] as const;

/** app_queue learns of the end of a talk by an event of the device: whoever has been free for less may still be busy to it. */
const noticeMs = 100;

/** What app_queue did, as its members' phones noted it: a caller's talk with a member begins or ends, epoch milliseconds. */
interface Note {
  readonly at: number;
  readonly what: 'came' | 'talks' | 'over';
  readonly caller: number;
  readonly member: number;
}

/** Phones of members answer at once, note it, and hang up when the caller's talk is over. */
const dialplan = (folder: string): string => `
[general]
static=yes
writeprotect=yes
[callers]
${pairs
  .map(
    ({ name }) => `
exten => ${name},1,Set(FILE(${folder}/${name},,,al,u)=\${STRFTIME(,,%s%3q)} came \${N} 0)
 same => n,Answer()
 same => n,Queue(${name})
 same => n,Hangup()`,
  )
  .join('')}
exten => idle,1,Wait(600)
[members]
exten => _[a-z].,1,Set(FILE(${folder}/\${EXTEN:0:-1},,,al,u)=\${STRFTIME(,,%s%3q)} talks \${N} \${EXTEN:-1})
 same => n,Answer()
 same => n,Wait(\${D})
 same => n,Set(FILE(${folder}/\${EXTEN:0:-1},,,al,u)=\${STRFTIME(,,%s%3q)} over \${N} \${EXTEN:-1})
 same => n,Hangup()
`;

const queuesConf = (): string => `
[general]
autofill=yes
persistentmembers=no
${pairs
  .map(
    ({ name, theirs, penalties }) => `
[${name}]
strategy=${theirs}
ringinuse=no
timeout=15
retry=1
wrapuptime=0
joinempty=yes
announce-frequency=0
musicclass=default
${penalties.map((penalty, i) => `member => Local/${name}${i}@members/n,${penalty},${name}${i}`).join('\n')}`,
  )
  .join('\n')}
`;

/** Lets callers come to a queue until so many have come, and waits until the last talk is over. */
async function call({ ari, folder }: BareAsterisk, { name }: Pair, count: number): Promise<Note[]> {
  const random = seeded(20_261_129 + name.length);
  for (let caller = 0; caller < count; caller++) {
    const seconds = talkSeconds[0] + random() * (talkSeconds[1] - talkSeconds[0]);
    const query = { endpoint: `Local/${name}@callers/n`, context: 'callers', extension: 'idle', priority: '1' };
    await ari.request('POST', '/channels', query, { variables: { __N: `${caller}`, __D: seconds.toFixed(2) } });
    await sleep(random() * 2 * gapSeconds * 1000);
  }
  const notes = (): Note[] => readFileSync(path.join(folder, name), 'utf8').trim().split('\n').map(noteOf);
  while (notes().filter(({ what }) => what === 'over').length < count) await sleep(500);
  return notes();
}

function noteOf(line: string): Note {
  const [at, what, caller, member] = line.split(' ');
  return { at: Number(at), what: what as Note['what'], caller: Number(caller), member: Number(member) };
}

const agentId = (member: number): string => `agent-${member}`;

const queueOf = ({ name, ours, penalties }: Pair, last: number | null): Queue => ({
  id: name,
  name,
  strategy: ours,
  ringSeconds: 15,
  missPauseSeconds: 3,
  maxWaitSeconds: 600,
  maxWaiting: 10_000,
  overflow: overflowTo({ to: 'goodbye' }),
  announcements: noAnnouncements,
  number: '901',
  isEnabled: true,
  missedOffers: null,
  maxSignedOut: null,
  target: standardTarget,
  callback: null,
  members: penalties.map((penalty, member) => ({ agentId: agentId(member), penalty, order: 0 })),
  weight: 0,
  needs: [],
  lastAgentId: last === null ? null : agentId(last),
  today: emptyDay,
  recentWaits: [],
});

/** The decisions of a queue, in its order: how many were the router's as well, another of those who are equal, or one that it would not have made. */
function compare(pair: Pair, notes: readonly Note[]): { same: number; equal: number; other: number } {
  const free = new Map(pair.penalties.map((_, member): [number, FreeAgent] => [member, newcomer(member)]));
  const busy = new Map<number, FreeAgent>();
  const sum = { same: 0, equal: 0, other: 0 };
  let last: number | null = null;
  for (const { at, what, caller, member } of notes) {
    if (what === 'over') {
      const agent = busy.get(member)!;
      busy.delete(member);
      // app_queue knows the second in which a talk ended.
      free.set(member, { ...agent, idleSince: at, answered: agent.answered + 1, lastTalkedAt: Math.floor(at / 1000) });
    } else if (what === 'talks') {
      const ours = chosen(queueOf(pair, last), caller, [...free.values()], at);
      const known = [...free.values()].filter(({ idleSince }) => idleSince < at - noticeMs);
      const measureOf = (one: number): string => `${pair.penalties[one]} ${minorOf(pair.ours, free.get(one)!)}`;
      const isOrdered = pair.ours === 'linear' || pair.ours === 'round-robin';
      if (ours === member || chosen(queueOf(pair, last), caller, known, at) === member) sum.same++;
      else if (!isOrdered && measureOf(ours!) === measureOf(member)) sum.equal++;
      else sum.other++;
      busy.set(member, free.get(member)!);
      free.delete(member);
      last = member;
    }
  }
  return sum;
}

/** Which member the router would have asked for the only caller, or null when nobody is free. */
function chosen(queue: Queue, caller: number, free: readonly FreeAgent[], at: number): number | null {
  const waiting = { id: `${caller}`, queueId: queue.id, since: at, seq: 0, priority: 0, isFront: false };
  const { decision } = decide(routerOf([queue], free, [{ ...waiting, isOpen: true, attempt: 0 }], at), at);
  return decision && Number(decision.offers[0]!.agentId.split('-')[1]);
}

const newcomer = (member: number): FreeAgent => ({
  id: agentId(member),
  idleSince: 0,
  noAnswerDelayUntil: 0,
  answered: 0,
  lastTalkedAt: 0,
  skills: new Map(),
  signedOutOf: [],
  isInsideOnly: false,
});

/** How many were asked for before somebody who had come earlier. */
function overtakes(notes: readonly Note[]): number {
  const came = notes.filter(({ what }) => what === 'came').map(({ caller }) => caller);
  const served = notes.filter(({ what }) => what === 'talks').map(({ caller }) => came.indexOf(caller));
  return served.filter((place, i) => served.slice(0, i).some((before) => before > place)).length;
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const { callers: count } = numbersOf(options, { callers: 60 });
    const asterisk = await startBareAsterisk(
      {
        ...bare,
        rtp: rtpPorts,
        callersHost: callersPlace.sip.host,
        agents: [],
        dialplan,
        modules: ['app_queue', 'func_env', 'func_strings'],
        files: { 'queues.conf': queuesConf() },
      },
      end,
    );
    const all = await Promise.all(pairs.map(async (pair) => ({ pair, notes: await call(asterisk, pair, count) })));
    const table = all.map(({ pair, notes }) => ({
      queue: pair.name,
      strategy: pair.ours,
      appQueue: pair.theirs,
      ...compare(pair, notes),
      overtakes: overtakes(notes),
    }));
    const total = (key: 'same' | 'equal' | 'other'): number => table.reduce((sum, row) => sum + row[key], 0);
    return {
      figures: { decisions: count * pairs.length, same: total('same'), equal: total('equal'), other: total('other') },
      targets: { other: { most: 0 } },
      table,
    };
  });
export default measure;
