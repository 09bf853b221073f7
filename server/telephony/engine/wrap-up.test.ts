/** The after-call work of a call's agents, as it stands in its segments when it is over. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { reduce } from '@bahu/domain/callcontrol/reduce.ts';
import { applyChange, emptyState, type TenantState } from '@bahu/domain/callcontrol/transition.ts';
import { simulatedConfiguration } from '@bahu/domain/simulation/demo-configuration.ts';
import { agentId, simulatedAgent } from '@bahu/domain/simulation/simulation.ts';
import { BridgeTimes } from '../bridge-times.ts';
import { createPool } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../../kernel/test-database.ts';
import type { Payload } from './batch.ts';
import { FactLog, type Safe } from './fact-log.ts';
import { TenantEngine } from './tenant-engine.ts';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let tenantId: string;
const log = createLog('silent');

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.urls.app, { connections: 1 });
  tenantId = newId();
  await database.asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')");
  await database.asOwner("insert into tenants (id, code, name) values ($1, '200900', '甲')", [tenantId]);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A tenant of three agents without recording, whose engine writes to the database; `now` is epoch milliseconds. */
class Office {
  now = 1_750_000_000_000;
  readonly written: Payload[] = [];
  private readonly facts = new FactLog({
    pool,
    tenantId,
    epoch: 1,
    folder: mkdtempSync(path.join(tmpdir(), 'bahu-wrap-up-')),
    log,
    onLost: () => undefined,
  });
  engine = this.engineOf(this.begin());

  private begin(): TenantState {
    const set = [0, 1, 2].flatMap((i): Event[] => [
      { type: 'agent-saved', agent: simulatedAgent(i, { isRecorded: false, wrapUpSeconds: 30 }) },
      { type: 'phone-issued', agentId: agentId(i), sessionId: `session-${i}` },
      { type: 'phone-registered', agentId: agentId(i) },
    ]);
    return set.reduce(
      (state, event) => applyChange(state, reduce(state, event, this.now)),
      emptyState(simulatedConfiguration(3)),
    );
  }

  private engineOf(state: TenantState): TenantEngine {
    return new TenantEngine(state, {
      turns: { wait: () => null, took: () => undefined },
      tenantId,

      node: 'default',
      clock: { now: () => this.now },
      log,
      facts: {
        takeRefused: () => [],
        write: (payload: Payload): Promise<Safe> => (this.written.push(payload), this.facts.write(payload)),
      } as unknown as FactLog,
      bridgeTimes: new BridgeTimes(),
      execute: () => undefined,
      publish: () => undefined,
      legsChanged: () => undefined,
      leaseLost: () => undefined,
      broken: () => undefined,
    });
  }

  /** So many seconds later. */
  async after(seconds: number, ...events: Event[]): Promise<void> {
    this.now += seconds * 1000;
    for (const event of events) await this.engine.handle(event);
  }

  /** The process is gone between two batches; the next one has what was live. */
  restart(): void {
    const { configuration, ...state } = this.engine.current;
    const live = { ...structuredClone(state), configuration };
    this.engine.halt();
    this.engine = this.engineOf(live);
  }

  async repeat(): Promise<void> {
    for (const payload of this.written) await this.facts.write(payload);
  }
}

/** The agents' segments of a call: whose, main or beside, and seconds of after-call work. */
const wrapUps = (callId: string): Promise<unknown[]> =>
  database
    .asOwner(
      'select right(agent_id::text, 1)::int as agent, is_main as main, wrap_up_ms / 1000.0 as "wrapUp" from call_segments where call_id = $1 and agent_id is not null order by seq',
      [callId],
    )
    .then((rows) =>
      (rows as { agent: number; main: boolean; wrapUp: string }[]).map((row) => ({
        ...row,
        wrapUp: Number(row.wrapUp),
      })),
    );

/** The first agent talks with the second for ten seconds. */
async function talk(office: Office): Promise<string> {
  const callId = newId();
  const target = { kind: 'extension', extension: '401' } as const;
  await office.after(0, { type: 'place', callId, agentId: agentId(0), target, customerId: null, customerName: null });
  await office.after(1, { type: 'leg-ready', legId: `${callId}.1` });
  await office.after(3, { type: 'leg-ready', legId: `${callId}.2` });
  await office.after(10, { type: 'hang-up', agentId: agentId(0), callId });
  return callId;
}
const over = (i: number): Event => ({ type: 'finish-wrap-up', agentId: agentId(i) });

describe('[R1] [A2.8] the after-call work of a call', () => {
  test('is in the segment of each of its agents when it is over, once, whatever comes twice', async () => {
    const office = new Office();
    const callId = await talk(office);
    expect(await wrapUps(callId)).toEqual([
      { agent: 0, main: true, wrapUp: 0 },
      { agent: 1, main: false, wrapUp: 0 },
    ]);
    await office.after(12, over(0));
    await office.after(8, over(1));
    const done = [
      { agent: 0, main: true, wrapUp: 12 },
      { agent: 1, main: false, wrapUp: 20 },
    ];
    expect(await wrapUps(callId)).toEqual(done);
    await office.repeat();
    expect(await wrapUps(callId)).toEqual(done);
  });

  test('goes with the agent over a restart, and ends with their next call', async () => {
    const office = new Office();
    const callId = await talk(office);
    office.restart();
    await office.after(7, over(1));
    const next = await talk(office);
    expect(await wrapUps(callId)).toEqual([
      { agent: 0, main: true, wrapUp: 7 },
      { agent: 1, main: false, wrapUp: 7 },
    ]);
    await office.after(5, over(0), over(1));
    expect((await wrapUps(next))[0]).toEqual({ agent: 0, main: true, wrapUp: 5 });
  });
});
