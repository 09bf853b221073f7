import { playbackOf } from '@bahu/domain/callcontrol/call.ts';
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import { applyChange, emptyState } from '@bahu/domain/callcontrol/transition.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { reduce } from '@bahu/domain/callcontrol/reduce.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { expect, test } from 'vitest';
import { BridgeTimes } from './bridge-times.ts';
import { createLog } from '../kernel/log.ts';
import { AriError, type AriClient } from './ari/client.ts';
import type { FactLog } from './engine/fact-log.ts';
import { TenantEngine } from './engine/tenant-engine.ts';
import { reconcilePlaybacks } from './reconcile.ts';

const now = 1_750_000_000_000;
const inbound: Event = {
  type: 'inbound',
  callId: 'call',
  legId: 'caller',
  trunkId: simulatedTrunk,
  dialed: simulatedDid,
  caller: '+8613900000042',
  callerName: '',
  isOverCapacity: false,
};

const refused = (): never => {
  throw new AriError(404, 'GET', 'Playback not found');
};

/**
 * The engine of a company whose calls were just taken over, and a media server that has what it was told to play. What is decided waits for `write`, what is
 * commanded for `carryOut`.
 */
function takenOver(state = emptyState(simulatedConfiguration(0))) {
  const has = new Set<string>();
  const asked: string[] = [];
  const told: Command[] = [];
  let write: () => void = () => undefined;
  const engine = new TenantEngine(state, {
    turns: { wait: () => null, took: () => undefined },
    tenantId: 'tenant',
    node: 'default',
    clock: { now: () => now },
    log: createLog('silent'),
    facts: {
      takeRefused: () => [],
      write: () =>
        new Promise((resolve) => {
          write = () => resolve('database');
        }),
    } as unknown as FactLog,
    bridgeTimes: new BridgeTimes(),
    execute: (_callId, commands) => void told.push(...commands),
    publish: () => undefined,
    legsChanged: () => undefined,
    leaseLost: () => undefined,
    broken: () => undefined,
  });
  const ari = {
    request: async (_method: string, path: string) => {
      const playbackId = path.slice('/playbacks/'.length);
      asked.push(playbackId);
      return has.has(playbackId) ? {} : refused();
    },
  } as unknown as AriClient;
  const executor = { isIdle: () => told.length === 0, run: () => undefined };
  const carryOut = (): void => {
    for (const command of told.splice(0)) if (command.do === 'play') has.add(command.playbackId);
  };
  const heard = (): string | null => playbackOf(engine.current.calls.get('call')!)?.playbackId ?? null;
  return {
    engine,
    asked,
    told,
    heard,
    carryOut,
    write: () => write(),
    sweep: () => reconcilePlaybacks({ ari, executor }, [engine]),
  };
}

test('[A2.10] [N1] a greeting that is still being written, or on its way, as the sweep asks what is played is not taken for one that is over', async () => {
  const { engine, asked, told, heard, carryOut, write, sweep } = takenOver();
  engine.post(inbound);
  const playbackId = heard();
  expect(playbackId).not.toBeNull();
  const swept = sweep();
  await expect.poll(() => (write(), told.length), { interval: 1 }).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  carryOut();
  await swept;
  expect([asked, heard()]).toEqual([[playbackId], playbackId]);
});

test('[A2.10] [N1] a greeting that ended while nobody listened is known to be over', async () => {
  const state = emptyState(simulatedConfiguration(0));
  const { asked, heard, sweep } = takenOver(applyChange(state, reduce(state, inbound, now)));
  const playbackId = heard();
  await sweep();
  expect([asked, heard()]).toEqual([[playbackId], null]);
});
