/** The whole product with its agents at their desk phones and some of them at their screens, ready for callers. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from '@bahu/asterisk/instance/processes.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { startSite, type Site, type SitePorts } from '@bahu/e2e/support/site.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { deskAccount } from '@bahu/server/telephony/names.ts';
import type { DeskPhone } from './agents.ts';
import type { AudioAddress } from './sip-message.ts';
import { Screen } from './screen.ts';

export interface WholeSiteOptions {
  readonly ports: SitePorts;
  readonly sipHost: string;
  readonly rtp: { readonly from: number; readonly to: number };
  readonly callers: AudioAddress;
  /** Further callers, each at a trunk of its own: a trunk is known by its port, too. */
  readonly moreCallers?: readonly AudioAddress[];
  readonly agents: number;
  /** So many of them, the first ones, have no desk phone: they sit in the browser. */
  readonly inBrowser?: number;
  readonly isRecorded: boolean;
  /** How many agents sit before a screen that shows their desk, everybody's presence, the queues and the calls. */
  readonly screens: number;
  /** Settings beyond these, e.g. to profile the server. */
  readonly env?: Record<string, string>;
}

export interface WholeSite {
  readonly site: Site;
  readonly sip: AudioAddress;
  /** What the agents register with. */
  readonly phones: readonly DeskPhone[];
  readonly screens: readonly Screen[];
  /** Waits until so many agents are ready for a call. */
  untilReady(agents: number): Promise<void>;
  /** Caller's number of each agent's leg since a moment. */
  callersOfLegs(since: Date): Promise<Map<string, string>>;
  stop(): Promise<void>;
}

const maxCalls = 2000;
/** The first callers of a run are known, so that each call finds its customer. */
const knownCallers = 10_000;

export async function startWholeSite(options: WholeSiteOptions): Promise<WholeSite> {
  const { ports, rtp, callers, agents, isRecorded } = options;
  const site = await startSite({
    ports,
    tenant: { agents, trunk: callers, moreTrunks: options.moreCallers ?? [], channels: maxCalls, isRecorded },
    env: {
      BAHU_SIP_ADDRESS: options.sipHost,
      BAHU_RTP: `${rtp.from}-${rtp.to}`,
      BAHU_MAX_CALLS: String(maxCalls),
      ...options.env,
    },
  });
  const phones = await seatAgents(site, options.inBrowser ?? 0);
  const screens = await openScreens(site, options.screens);
  return {
    site,
    sip: { host: options.sipHost, port: ports.sip },
    phones,
    screens,
    untilReady: (wanted) => untilReady(site, wanted),
    callersOfLegs: async (since) => {
      const rows = await site.sql<{ id: string; number: string }>(
        `select l.id, c.number from call_legs l join calls c on c.tenant_id = l.tenant_id and c.id = l.call_id
          where l.role = 'agent' and c.started_at >= $1`,
        [since],
      );
      return new Map(rows.map(({ id, number }) => [id, number]));
    },
    stop: async () => {
      for (const screen of screens) screen.close();
      await site.stop();
    },
  };
}

/**
 * What signing in and issuing does for one agent after the other, for all of them at once: hundreds of argon2 hashes are not what is
 * measured.
 */
async function seatAgents(site: Site, inBrowser: number): Promise<DeskPhone[]> {
  await site.kill();
  await endProcess(site.asteriskPid());
  const { tenantId, agents } = site.tenant;
  const seats = agents
    .slice(inBrowser)
    .map(({ id }) => ({ agent: id, session: newId(), secret: randomBytes(16).toString('hex') }));
  const column = (name: keyof (typeof seats)[number]): string[] => seats.map((seat) => seat[name]);
  await site.sql(
    `
    insert into sessions (tenant_id, id, user_id, token_hash, address, device, expires_at)
    select $1, s.id, s.user_id, decode(s.token, 'hex'), '127.0.0.1', 'bench', now() + interval '1 day'
    from unnest($2::uuid[], $3::uuid[], $4::text[]) s(id, user_id, token)`,
    [
      tenantId,
      column('session'),
      column('agent'),
      seats.map(({ session }) => createHash('sha256').update(session).digest('hex')),
    ],
  );
  await site.sql(
    `
    insert into softphones (tenant_id, agent_id, session_id, kind)
    select $1, s.agent, s.session, 'desk' from unnest($2::uuid[], $3::uuid[]) s(agent, session)`,
    [tenantId, column('agent'), column('session')],
  );
  await site.sql(
    `
    insert into desk_phones (tenant_id, agent_id, secret, is_used)
    select $1, s.agent, s.secret, true from unnest($2::uuid[], $3::text[]) s(agent, secret)`,
    [tenantId, column('agent'), column('secret')],
  );
  await site.sql(
    `
    insert into live_state (tenant_id, kind, id, state) select $1, 'agent', s.agent, jsonb_build_object('sessionId', s.session, 'chosen', 'ready', 'state', 'offline')
    from unnest($2::uuid[], $3::text[]) s(agent, session)
    on conflict (tenant_id, kind, id) do update set state = live_state.state || excluded.state`,
    [tenantId, column('agent'), column('session')],
  );
  await site.sql(
    `insert into customers (tenant_id, id, name, name_initials, phone)
    select $1, gen_random_uuid(), '客户' || i, $3 || i, '+86139' || lpad(i::text, 8, '0') from generate_series(1, $2::int) i`,
    [tenantId, knownCallers, initialsOf('客户')],
  );
  // As in an installation that has run for a while: no job still works through the rows, and the database knows how many there are.
  await site.sql('analyze');
  await site.start();
  await untilPhonesAreKnown(site, seats.length);
  return seats.map(({ agent, secret }) => ({ user: deskAccount(agent), password: secret }));
}

/** A server answers requests before it has told the media server of all its phones, and who registers too early is taken for a stranger. */
async function untilPhonesAreKnown(site: Site, wanted: number): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(100)) {
    const endpoints = await site.ari.request<{ resource: string }[]>('GET', '/endpoints/PJSIP').catch(() => []);
    if (endpoints.filter(({ resource }) => resource.startsWith('desk-')).length >= wanted) return;
  }
  throw new Error('the media server did not hear of all phones within a minute');
}

async function openScreens(site: Site, count: number): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const { extension } of site.tenant.agents.slice(0, count))
    screens.push(await Screen.open(site.url, site.tenant.code + extension));
  return screens;
}

async function untilReady(site: Site, wanted: number): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(200)) {
    const [row] = await site.sql<{ ready: number }>(
      `select count(*)::int as ready from live_state where kind = 'agent' and state ->> 'state' = 'ready'`,
    );
    if (row!.ready >= wanted) return;
  }
  throw new Error(`not ${wanted} agents became ready:\n${site.log().slice(-2000)}`);
}
