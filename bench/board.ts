/**
 * A board that many watch: 200 leaders of ten departments and one real browser, 1,000 agents at their phones, of whom 20 a second change their state. From the
 * agent's request to what each leader is told and to what the browser has drawn; and what it costs the server, with the requests that bring the changes.
 * Options: --seconds=60, --agents=1000, --leaders=200, --changes=20 a second.
 */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import WebSocket from 'ws';
import { defaultRoles } from '@bahu/contract/permissions.ts';
import type { BoardAgent, ServerFrame } from '@bahu/contract/realtime.ts';
import { launchBrowser, newAgentPage } from '@bahu/e2e/support/browser.ts';
import type { Site } from '@bahu/e2e/support/site.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import type { Figures, Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { usageOf } from './measuring/processor-time.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { agentPorts, callers, rtpPorts, siteHost, sitePorts } from './peers/places.ts';
import { openAgentAudio, openAgents } from './peers/sides.ts';
import { startWholeSite } from './peers/whole-site.ts';

const departments = 10;
/** Of the changes, one in so many is of somebody whom the browser shows. */
const shownEvery = 10;
/** How long after the last change something may still come. */
const settleMs = 3000;

const standard = { seconds: 60, agents: 1000, leaders: 200, changes: 20 } as const;
type Settings = Readonly<Record<keyof typeof standard, number>>;

interface Somebody {
  id: string;
  extension: string;
  department: number;
  cookie: string;
}

/** A state that was asked for; `at` in milliseconds of the epoch. */
interface Change {
  agent: Somebody;
  state: 'ready' | 'busy';
  at: number;
  /** Milliseconds until each leader of the department was told, by their ids. */
  told: Map<string, number>;
}

const now = (): number => performance.timeOrigin + performance.now();

const measure: Measurement = (options) =>
  ending(async (end) => {
    const settings = numbersOf(options, standard);
    const { site, people } = await openCompany(settings, end);
    const leaders = people.slice(0, settings.leaders);
    const working = people.slice(settings.leaders);
    const [first] = working;
    // Their extensions begin alike, and nobody else's do.
    const start = first!.extension.slice(0, -1);
    const shown = working.filter(({ extension }) => extension.startsWith(start));
    // Nobody changes twice within a moment, which would be told as one change.
    const others = working.filter((one) => !shown.includes(one));
    const latest = new Map<string, Change>();
    const hear = (leader: Somebody, { agentId, state }: BoardAgent): void => {
      const change = latest.get(agentId);
      if (change?.state === state && !change.told.has(leader.id)) change.told.set(leader.id, now() - change.at);
    };
    for (const leader of leaders) await openLeader(site, leader, hear, end);
    const page = await openPage(site, people.at(-1)!.cookie, start, end);
    const parts = { asterisk: site.asteriskPid, server: site.pid, database: () => null };
    const before = usageOf(parts);
    const began = performance.now();
    const all: Change[] = [];
    for (let i = 0; i < settings.seconds * settings.changes; i++) {
      await sleep(Math.max(0, began + (i * 1000) / settings.changes - performance.now()));
      const agent = i % shownEvery === 0 ? shown[(i / shownEvery) % shown.length]! : others[i % others.length]!;
      const state = latest.get(agent.id)?.state === 'busy' ? 'ready' : 'busy';
      const change: Change = { agent, state, at: now(), told: new Map() };
      latest.set(agent.id, change);
      all.push(change);
      void choose(site, change);
    }
    await sleep(settleMs);
    const cores = (usageOf(parts).server - before.server) / ((performance.now() - began) / 1000);
    const drawn = await drawnOf(page, all);
    return figuresOf(all, { drawn, wanted: all.filter(({ agent }) => shown.includes(agent)).length, cores }, leaders);
  });
export default measure;

/** Everybody is at their phone and in a department; the first ones lead theirs, the last one sees all. */
async function openCompany({ agents, leaders }: Settings, end: End): Promise<{ site: Site; people: Somebody[] }> {
  const whole = await startWholeSite({
    agents,
    screens: 0,
    ports: sitePorts,
    sipHost: siteHost,
    rtp: rtpPorts,
    callers: callers.sip,
    isRecorded: false,
  });
  end.with(() => whole.stop());
  const { site } = whole;
  const { tenantId, agents: seats } = site.tenant;
  const ids = Array.from({ length: departments }, () => newId());
  for (const [i, id] of ids.entries())
    await site.sql('insert into departments (tenant_id, id, name, path) values ($1, $2, $3, $4)', [
      tenantId,
      id,
      `部门${i}`,
      `${id}/`,
    ]);
  const role = newId();
  await site.sql(
    "insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers) values ($1, $2, 'leader', '组长', 'department', $3, true)",
    [tenantId, role, defaultRoles.leader.permissions],
  );
  const people = seats.map(({ id, extension }, i) => {
    const secret = randomBytes(32).toString('base64url');
    return { id, extension, department: i % departments, secret, cookie: `bahu_session=${tenantId}.${secret}` };
  });
  await site.sql(
    `update users u set department_id = p.department, role_id = case when p.leads then $2 else u.role_id end
     from unnest($3::uuid[], $4::uuid[], $5::bool[]) as p (id, department, leads) where u.tenant_id = $1 and u.id = p.id`,
    [
      tenantId,
      role,
      people.map(({ id }) => id),
      people.map(({ department }) => ids[department]),
      people.map((_, i) => i < leaders),
    ],
  );
  await site.sql(
    `insert into sessions (tenant_id, id, user_id, token_hash, address, device, expires_at)
     select $1, gen_random_uuid(), p.id, decode(p.token, 'hex'), '127.0.0.1', 'bench', now() + interval '1 day'
     from unnest($2::uuid[], $3::text[]) as p (id, token)`,
    [
      tenantId,
      people.map(({ id }) => id),
      people.map(({ secret }) => createHash('sha256').update(secret).digest('hex')),
    ],
  );
  // Who is in which department is read when the server starts.
  await site.kill();
  await site.start();
  const media = await openAgentAudio(end);
  await openAgents({ port: agentPorts.ofBahu, registrar: whole.sip, media, phones: whole.phones, ringMs: 300 }, end);
  await whole.untilReady(agents);
  return { site, people };
}

/** What a leader's page watches; told of each agent who has changed. */
async function openLeader(
  site: Site,
  leader: Somebody,
  hear: (leader: Somebody, agent: BoardAgent) => void,
  end: End,
): Promise<void> {
  const socket = new WebSocket(`${site.url.replace('http', 'ws')}/realtime`, {
    headers: { origin: site.url, cookie: leader.cookie },
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  end.with(() => socket.terminate());
  const isThere = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (!('topic' in frame) || frame.topic !== 'board') return;
      // The first value after a start is a whole one, and so is each when somebody has come or gone.
      const agents = 'changed' in frame.value ? frame.value.changed : frame.value.agents;
      agents.forEach((agent) => hear(leader, agent));
      resolve();
    });
  });
  socket.send(JSON.stringify({ subscribe: ['desk', 'parked', 'records', 'board', 'queue-board'] }));
  await isThere;
}

/** Notes in each frame that the page draws which of its agents stand otherwise than before. */
const watchFrames = `
  window.bahuDrawn = [];
  const last = new Map();
  const look = () => {
    for (const one of document.querySelectorAll('[data-agent]')) {
      const state = one.querySelector('.tag.tone-ready') ? 'ready' : 'busy';
      if (last.get(one.dataset.agent) === state) continue;
      last.set(one.dataset.agent, state);
      window.bahuDrawn.push({ agentId: one.dataset.agent, state, at: performance.timeOrigin + performance.now() });
    }
    requestAnimationFrame(look);
  };
  look();
`;

async function openPage(site: Site, cookie: string, search: string, end: End): Promise<Page> {
  const browser = await launchBrowser();
  end.with(() => browser.close());
  const { context, page } = await newAgentPage(browser);
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.url }]);
  await page.goto(`${site.url}/monitor?search=${search}`);
  await page.locator('[data-agent]').first().waitFor();
  await page.evaluate(watchFrames);
  return page;
}

async function choose(site: Site, { agent, state }: Change): Promise<void> {
  const reply = await fetch(`${site.url}/api/desk/state`, {
    method: 'PUT',
    headers: { origin: site.url, cookie: agent.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  });
  if (!reply.ok) throw new Error(`choosing ${state}: ${reply.status} ${await reply.text()}`);
}

/** Milliseconds from each change of somebody whom the page shows to the frame in which it is drawn. */
async function drawnOf(page: Page, changes: readonly Change[]): Promise<number[]> {
  const seen = await page.evaluate<{ agentId: string; state: string; at: number }[]>('window.bahuDrawn');
  return changes.flatMap(({ agent, state, at }) => {
    const first = seen.find((one) => one.agentId === agent.id && one.state === state && one.at >= at);
    return first ? [first.at - at] : [];
  });
}

interface Seen {
  drawn: number[];
  wanted: number;
  cores: number;
}

function figuresOf(changes: readonly Change[], { drawn, wanted, cores }: Seen, leaders: readonly Somebody[]): Figures {
  const told = changes.flatMap((change) => [...change.told.values()]);
  const readers = (department: number): number => leaders.filter((leader) => leader.department === department).length;
  const due = changes.reduce((sum, { agent }) => sum + readers(agent.department), 0);
  const figures = {
    p95Ms: rounded(quantile(told, 0.95)),
    drawnP95Ms: rounded(quantile(drawn, 0.95)),
    serverCores: rounded(cores, 3),
    untold: due - told.length,
    undrawn: wanted - drawn.length,
  };
  return {
    figures,
    targets: {
      p95Ms: { most: 1000 },
      drawnP95Ms: { most: 1000 },
      serverCores: { most: 0.5 },
      untold: { most: 0 },
      undrawn: { most: 0 },
    },
    table: [
      { what: 'told', count: told.length, p50Ms: rounded(quantile(told, 0.5)), p99Ms: rounded(quantile(told, 0.99)) },
      {
        what: 'drawn',
        count: drawn.length,
        p50Ms: rounded(quantile(drawn, 0.5)),
        p99Ms: rounded(quantile(drawn, 0.99)),
      },
    ],
  };
}
