/** The ledger (DESIGN §8): what happened on the wire against what was written. Returns the sentences of what does not agree; none is right. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { patienceMs } from './patience.ts';
import type { Site } from './site.ts';

export interface Expected {
  /** Calls that were made to or by the site, as the other side counts them. */
  calls: number;
  /** Holds may have been done that could not be recorded: their calls' files have gaps. */
  hasLostHolds?: boolean;
  /** So long a recording may begin after the answer: the caller hears something before both are connected. */
  announcedSeconds?: number;
}

interface CallRow {
  id: string;
  direction: string;
  number: string;
  at: string;
  outcome: string;
  ended: boolean;
  live: boolean;
  legs: number;
  openLegs: number;
  facts: number;
  lastSeq: number;
  ends: number;
}

/** What was found at a site: told once, so that a fault fails the test that brought it and none after it. */
const told = new WeakMap<Site, Set<string>>();

/** Waits until the site is quiet, `quietMs` at most, then closes the books. */
export async function closeLedger(site: Site, expected: Expected, quietMs = patienceMs): Promise<string[]> {
  const before = told.get(site) ?? new Set<string>();
  const wrong = (await wrongsOf(site, expected, quietMs)).filter((sentence) => !before.has(sentence));
  told.set(site, new Set([...before, ...wrong]));
  return wrong;
}

async function wrongsOf(site: Site, expected: Expected, quietMs: number): Promise<string[]> {
  await untilQuiet(site, quietMs);
  const wrong: string[] = [];
  const rows = await site.sql<CallRow>(`
    select c.id, c.direction, c.number, to_char(c.started_at, 'HH24:MI:SS.MS') as at, c.outcome, c.ended_at is not null as ended, exists (select 1 from live_state l where l.tenant_id = c.tenant_id and l.kind = 'call' and l.id = c.id) as live,
      (select count(*)::int from call_legs l where l.call_id = c.id) as legs,
      (select count(*)::int from call_legs l where l.call_id = c.id and l.ended_at is null) as "openLegs",
      (select count(*)::int from call_events e where e.call_id = c.id) as facts, (select coalesce(max(seq), 0) from call_events e where e.call_id = c.id) as "lastSeq",
      (select count(*)::int from call_events e where e.call_id = c.id and type = 'ended') as ends
    from calls c order by c.started_at`);
  if (rows.length !== expected.calls)
    wrong.push(
      `${expected.calls} calls on the wire, ${rows.length} records`,
      ...rows.map(({ at, direction, number, outcome }) => `${at} ${direction} ${number} ${outcome}`),
    );
  for (const row of rows) {
    if (!row.ended || row.live || row.outcome === 'in-progress')
      wrong.push(`call ${row.id} is not closed (${row.outcome})`);
    if (row.openLegs > 0 || row.legs === 0) wrong.push(`call ${row.id} has ${row.openLegs} open legs of ${row.legs}`);
    if (row.facts !== row.lastSeq) wrong.push(`call ${row.id} has ${row.facts} facts numbered up to ${row.lastSeq}`);
    if (row.ends !== 1) wrong.push(`call ${row.id} ended ${row.ends} times`);
  }
  return [
    ...wrong,
    ...(await segmentWrongs(site)),
    ...(await soundWrongs(site, expected)),
    ...(await mediaWrongs(site)),
    ...(await agentWrongs(site)),
  ];
}

async function untilQuiet(site: Site, quietMs: number): Promise<void> {
  const deadline = performance.now() + quietMs;
  while (performance.now() < deadline) {
    const [open] = await site.sql<{ calls: number; recordings: number }>(`
      select (select count(*)::int from calls where ended_at is null) as calls, (select count(*)::int from recordings where status in ('recording', 'pending')) as recordings`);
    const channels = await site.ari.request<unknown[]>('GET', '/channels').catch(() => [1]);
    if (open!.calls === 0 && open!.recordings === 0 && channels.length === 0) return;
    await sleep(200);
  }
}

/**
 * The main segments of each call follow each other from its beginning to its end, and its seconds are their sums, but for those of agents among
 * themselves when the customer has left.
 */
async function segmentWrongs(site: Site): Promise<string[]> {
  const rows = await site.sql<{
    id: string;
    missing: number;
    open: number;
    gaps: number;
    talk: number;
    talked: number;
    wait: number;
    waited: number;
  }>(`
    select c.id, abs(extract(epoch from c.ended_at - c.started_at - coalesce(sum(s.ended_at - s.started_at), interval '0')))::float as missing, count(s.seq) filter (where s.ended_at is null)::int as open,
      count(*) filter (where s.started_at <> s.before)::int as gaps, c.talk_seconds as talk,
      coalesce(sum(s.talk_ms) filter (where s.kind <> 'consultation') / 1000.0, 0)::float as talked, c.wait_seconds as wait,
      coalesce(sum(extract(epoch from s.ended_at - s.started_at)) filter (where s.kind = 'queue'), 0)::float as waited
    from calls c left join (select *, lag(ended_at) over (partition by tenant_id, call_id order by seq) as before from call_segments where is_main) s on s.tenant_id = c.tenant_id and s.call_id = c.id
    where c.ended_at is not null group by c.tenant_id, c.id`);
  return rows.flatMap(({ id, missing, open, gaps, talk, talked, wait, waited }) => {
    if (missing > 0.001 || open > 0 || gaps > 0)
      return [`the segments of call ${id} leave out ${missing} s, with ${gaps} gaps, ${open} open`];
    return Math.abs(talk - talked) <= 0.51 && Math.abs(wait - waited) <= 0.51
      ? []
      : [`call ${id} talked ${talk} s and waited ${wait} s, its segments ${talked} s and ${waited} s`];
  });
}

/** What a killed engine may cost of a recording: what its buffer holds. */
const lostTailSeconds = 2.1;
/** Each answered and recorded call has one file of the length of the conversation; a killed engine may cost its end, or all of a short one. */
async function soundWrongs(site: Site, { hasLostHolds = false, announcedSeconds = 0 }: Expected): Promise<string[]> {
  const rows = await site.sql<{
    id: string;
    outcome: string;
    status: string | null;
    seconds: number | null;
    talked: number;
    spoken: number;
  }>(`
    select c.id, c.outcome, r.status, r.seconds::float as seconds, extract(epoch from coalesce(s.ended_at, c.ended_at) - c.answered_at)::float as talked, c.talk_seconds::float as spoken
    from calls c join agents a on a.id = c.agent_id left join recordings r on r.call_id = c.id and r.kind = 'call'
      left join lateral (select max(ended_at) as ended_at from call_segments g where g.call_id = c.id and g.is_main and g.kind <> 'consultation') s on true
    where c.answered_at is not null and a.is_recorded and coalesce(s.ended_at, c.ended_at) - c.answered_at > interval '1 second'`);
  return rows.flatMap((row) => {
    const tolerance = row.outcome === 'media-server-restarted' ? lostTailSeconds : 0.5;
    if (row.outcome === 'media-server-restarted' && row.status === 'missing' && row.spoken <= lostTailSeconds)
      return [];
    if (
      row.status !== 'ready' &&
      !((row.outcome === 'media-server-restarted' || hasLostHolds) && row.status === 'incomplete')
    )
      return [
        `call ${row.id} was answered and has no whole recording (${row.status ?? 'no row'})${lackOf(site, row.id)}`,
      ];
    const isRight = row.seconds !== null && row.seconds > row.talked - tolerance - 0.5 - announcedSeconds;
    return isRight ? [] : [`call ${row.id} lasted ${row.talked.toFixed(1)} s, its recording ${row.seconds} s`];
  });
}

/** What the server has written of sound that a recording lacks. */
function lackOf(site: Site, callId: string): string {
  const lines = readFileSync(path.join(site.folder, 'server.log'), 'utf8').split('\n');
  return lines
    .filter((line) => line.includes(callId) && line.includes('lacks'))
    .map((line) => `: ${line}`)
    .join('');
}

async function mediaWrongs(site: Site): Promise<string[]> {
  const channels = await site.ari.request<{ name: string }[]>('GET', '/channels');
  const bridges = await site.ari.request<{ id: string }[]>('GET', '/bridges');
  return [...channels.map(({ name }) => `orphan channel ${name}`), ...bridges.map(({ id }) => `orphan bridge ${id}`)];
}

async function agentWrongs(site: Site): Promise<string[]> {
  const rows = await site.sql<{ id: string; overlapping: number; busy: string | null }>(`
    select a.id, (select count(*)::int from agent_states s join agent_states o using (tenant_id, agent_id) where s.agent_id = a.id and s.seq < o.seq and s.ended_at > o.started_at) as overlapping,
      (select l.state ->> 'callId' from live_state l where l.kind = 'agent' and l.id = a.id) as busy from agents a`);
  return rows.flatMap((row) => [
    ...(row.overlapping > 0 ? [`agent ${row.id} was in two states at once`] : []),
    ...(row.busy ? [`agent ${row.id} is still in call ${row.busy}`] : []),
  ]);
}
