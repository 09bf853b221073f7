/** Two processes that both believe to own the calls of a company, at the moment in which its only free agent and two callers can meet. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import { seeded } from '@bahu/domain/simulation/timeline.ts';
import { expect } from 'vitest';
import { BridgeTimes } from '../bridge-times.ts';
import { createPool } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { createTestServer, type TestServer } from '../../test-server.ts';
import { AriError, basic } from '../ari/client.ts';
import { MediaFence } from '../ari/fence.ts';
import { FactLog } from './fact-log.ts';
import { LeaseLost } from './lease.ts';
import { loadState } from './load.ts';
import { TenantEngine } from './tenant-engine.ts';

/** What became of a race. */
interface Outcome {
  /** What the former owner was told of the agent who is ready: that it is written, or that the calls are not its own. */
  readonly former: 'written' | 'refused';
  /** The agent's legs that the media server was asked for and made. */
  readonly rung: ReadonlySet<string>;
  /** What it carried out of the former owner after the next one had set its password. */
  readonly late: readonly Command[];
  /** The legs by which the agent is offered a call, as they are stored. */
  readonly offered: readonly string[];
  /** Whether the former owner could still write afterwards. */
  readonly couldWrite: boolean;
}

/** Asterisk, as far as its password and the agent's legs go; each request takes its time. */
class MediaServer {
  readonly rung = new Set<string>();
  readonly late: Command[] = [];
  readonly underWay: Promise<void>[] = [];
  private readonly arrives: () => Promise<void>;
  private password: string | null = null;
  private youngest = 0;

  constructor(arrives: () => Promise<void>) {
    this.arrives = arrives;
  }

  /** What its strong user may ask for. */
  readonly strong = {
    authorization: 'strong',
    request: async (method: string, _path: string, _query: unknown, body?: unknown): Promise<never> => {
      await this.arrives();
      if (method === 'PUT') {
        this.password = (body as { fields: { value: string }[] }).fields[0]!.value;
        this.youngest = Math.max(this.youngest, Number.parseInt(this.password, 10));
      } else if (this.password === null) throw new AriError(404, method, '');
      return [{ attribute: 'password', value: this.password }] as never;
    },
  };

  run(owner: Pick<Owner, 'fence' | 'epoch'>, commands: readonly Command[]): void {
    this.underWay.push(this.take(owner, commands, true));
  }

  /** What is refused is asked for once more, as whoever the owner is then (`AriClient.requestAll`). */
  private async take(
    owner: Pick<Owner, 'fence' | 'epoch'>,
    commands: readonly Command[],
    again: boolean,
  ): Promise<void> {
    const authorization = await owner.fence.authorization().catch(() => null);
    await this.arrives();
    if (authorization !== null && authorization === basic('owner', this.password ?? '')) {
      if (owner.epoch < this.youngest) this.late.push(...commands);
      for (const command of commands) if (command.do === 'ring-agent') this.rung.add(command.legId);
    } else if (authorization !== null && again) {
      owner.fence.forget(authorization);
      await this.take(owner, commands, false);
    }
  }
}

/** A process that believes to own the calls until it asks the database or is told. */
interface Owner {
  readonly epoch: number;
  readonly engine: TenantEngine;
  readonly fence: MediaFence;
}

interface Race {
  readonly pause: { ready(): Promise<unknown>; takeover(): Promise<unknown>; breaks(): Promise<unknown> };
  arrives(): Promise<void>;
}

class TwoOwners {
  private readonly server: TestServer;
  private readonly pools: readonly ReturnType<typeof createPool>[];
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'bahu-owners-'));
  private readonly trunkId = newId();
  private epoch = 1;

  private constructor(server: TestServer) {
    this.server = server;
    const { app } = server.database.urls;
    this.pools = [createPool(app, { connections: 1 }), createPool(app, { connections: 1 })];
  }

  static async open(): Promise<TwoOwners> {
    const owners = new TwoOwners(await createTestServer());
    await owners.setUp();
    return owners;
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
    rmSync(this.folder, { recursive: true });
    await this.server.stop();
  }

  /** A number whose menu leads to a queue with one member. */
  private async setUp(): Promise<void> {
    const { id: tenantId, agent } = this.server.tenant;
    const [queueId, menuId] = [newId(), newId()];
    const keys = { '1': { to: 'queue', queueId } } as const;
    const voices = { prompt: 'welcome', invalidPrompt: 'invalid', extensionPrompt: 'extension' };
    const definition = { ...voices, waitSeconds: 5, tries: 1, keys, default: keys['1'] };
    await this.server.database.asOwner(
      "insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')",
    );
    await this.server.database.db.tenant(tenantId, async (tx) => {
      await tx.insertInto('trunks').values({ tenantId, id: this.trunkId, name: '线路', host: '127.0.0.1' }).execute();
      await tx
        .insertInto('menus')
        .values({ tenantId, id: menuId, name: '总机', definition: JSON.stringify(definition) })
        .execute();
      const number = { tenantId, id: newId(), trunkId: this.trunkId, number: '60001', menuId };
      await tx.insertInto('didNumbers').values(number).execute();
      const queue = { tenantId, id: queueId, name: '售前咨询', number: '961', strategy: 'longest-idle' } as const;
      await tx.insertInto('queues').values(queue).execute();
      await tx.insertInto('queueMembers').values({ tenantId, queueId, agentId: agent.userId, position: 1 }).execute();
    });
  }

  /**
   * The former owner serves an agent who is busy and two callers who wait; then the agent is ready, of which both processes hear, while the calls go over.
   * `pause` waits a while before the one and before the other, and before the former owner's event socket breaks; `arrives` before each request is served.
   */
  async race({ pause, arrives }: Race): Promise<Outcome> {
    const { agent } = this.server.tenant;
    await this.server.database.asOwner('delete from live_state');
    const media = new MediaServer(arrives);
    const former = await this.owner(0, media);
    await former.engine.handle({ type: 'phone-issued', agentId: agent.userId, sessionId: agent.sessionId });
    await former.engine.handle({ type: 'phone-registered', agentId: agent.userId });
    await former.engine.handle({ type: 'choose-state', agentId: agent.userId, chosen: 'busy' });
    for (let i = 0; i < 2; i++) for (const event of this.arrival()) await former.engine.handle(event);
    await Promise.all(media.underWay.splice(0));
    const ready: Event = { type: 'choose-state', agentId: agent.userId, chosen: 'ready' };
    const toFormer = pause.ready().then(() => said(former.engine.handle(ready)));
    const breaks = pause.breaks().then(() => {
      former.fence.forget();
      return former.fence.authorization().catch(() => null);
    });
    const next = await pause.takeover().then(() => this.takeOver(media));
    await said(next.engine.handle({ type: 'phone-registered', agentId: agent.userId }));
    await said(next.engine.handle(ready));
    const outcome = await toFormer;
    const couldWrite = await said(former.engine.handle({ ...ready, chosen: 'away' }));
    await breaks;
    await Promise.all(media.underWay);
    for (const { engine } of [former, next]) engine.halt();
    return {
      former: outcome,
      rung: media.rung,
      late: media.late,
      offered: await this.offered(),
      couldWrite: couldWrite === 'written',
    };
  }

  private arrival(): Event[] {
    const [callId, legId] = [newId(), newId()];
    const called = { trunkId: this.trunkId, dialed: '60001', caller: '+8613900000042', callerName: '' };
    return [
      { type: 'inbound', callId, legId, ...called, isOverCapacity: false },
      { type: 'digit', legId, digit: '1' },
    ];
  }

  private async takeOver(media: MediaServer): Promise<Owner> {
    const { rows } = await this.pools[1]!.query<{ epoch: string }>('select bahu_take_engine($1, 3600, $2) as epoch', [
      this.epoch + 1,
      this.epoch,
    ]);
    this.epoch = Number(rows[0]!.epoch);
    const owner = await this.owner(1, media);
    // Its event socket is the first that it opens.
    await owner.fence.authorization();
    return owner;
  }

  private async owner(connection: 0 | 1, media: MediaServer): Promise<Owner> {
    const { database, tenant } = this.server;
    const { epoch } = this;
    const log = createLog('silent');
    const state = await database.db.tenant(tenant.id, (tx) => loadState(tx, tenant.id, Date.now()));
    const pool = this.pools[connection]!;
    const lease = leaseOf(epoch, async () => {
      const { rows } = await pool.query<{ epoch: string }>('select epoch from engine_lease');
      return Number(rows[0]!.epoch);
    });
    const fence = new MediaFence({ strong: media.strong, lease, log });
    const engine = new TenantEngine(state, {
      turns: { wait: () => null, took: () => undefined },
      tenantId: tenant.id,
      node: 'default',
      clock: { now: () => Date.now() },
      log,
      facts: new FactLog({ pool, tenantId: tenant.id, epoch, folder: this.folder, log, onLost: lease.lose }),
      bridgeTimes: new BridgeTimes(),
      execute: (_callId, commands) => media.run({ fence, epoch }, commands),
      publish: () => undefined,
      legsChanged: () => undefined,
      leaseLost: lease.lose,
      broken: () => undefined,
    });
    return { epoch, engine, fence };
  }

  /** Of all calls that are stored, the legs that ring at an agent. */
  private async offered(): Promise<string[]> {
    const rows = await this.server.database.asOwner<{ legId: string }>(
      `select offer->>'id' as "legId" from live_state, jsonb_array_elements(state->'offers') offer where kind = 'call'`,
    );
    return rows.map(({ legId }) => legId);
  }
}

const said = (asked: Promise<void>): Promise<Outcome['former']> =>
  asked.then(
    () => 'written',
    () => 'refused',
  );

/** A lease that has been looked at a moment ago, which is when a process trusts it without a question. */
function leaseOf(epoch: number, epochNow: () => Promise<number>) {
  const lease = {
    epoch,
    confirm: async () => lease.epoch || Promise.reject(new LeaseLost()),
    lookAnew: async () => {
      if ((await epochNow()) !== epoch) lease.lose();
    },
    lose: () => {
      lease.epoch = 0;
    },
  };
  return lease;
}

/** Milliseconds within which the owner changes around the moment in which the agent is ready: a write takes about as long. */
const aroundMs = 6;
/** Milliseconds that a request to the media server may take; one of four takes longer, as that of a process which is stopped in the midst of it. */
const requestMs = 3;
const stoppedMs = 24;

/** So many races, by a seed that a failure names. Both ends of a race must have been met. */
export async function raceOften(count: number, seed: number): Promise<void> {
  const owners = await TwoOwners.open();
  const random = seeded(seed);
  const met = { written: 0, refused: 0 };
  const within = (ms: number): number => Math.floor(random() * ms);
  const after = (ms: number): Promise<unknown> => (ms === 0 ? nextTurn() : sleep(ms));
  try {
    for (let i = 0; i < count; i++) {
      const [ready, takeover, breaks] = [within(aroundMs), within(aroundMs), within(2 * aroundMs)];
      const outcome = await owners.race({
        pause: { ready: () => sleep(ready), takeover: () => sleep(takeover), breaks: () => sleep(breaks) },
        arrives: async () => void (await after(within(random() < 0.25 ? stoppedMs : requestMs))),
      });
      const which = `race ${i} of seed ${seed}`;
      expect([outcome.offered.length, outcome.couldWrite, outcome.late], which).toEqual([1, false, []]);
      // Nobody rings but by the offer that is stored; who wrote it and was too late to command leaves it to the other's sweep.
      expect(outcome.rung.size === 0 ? outcome.former : [...outcome.rung], which).toEqual(
        outcome.rung.size === 0 ? 'written' : outcome.offered,
      );
      met[outcome.former]++;
    }
  } finally {
    await owners.close();
  }
  expect(Math.min(met.written, met.refused)).toBeGreaterThan(count / 20);
}
