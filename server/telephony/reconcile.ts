/**
 * The sweep: what we believe against what the media server has. Runs when the event socket opens and every 15 seconds. Legs that are gone
 * are closed, legs that nobody knows are hung up or greeted, empty bridges are removed, phones are registered or not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { playbackOf, type Call, type Leg } from '@bahu/domain/callcontrol/call.ts';
import { messageCommand } from '@bahu/domain/callcontrol/voicemail.ts';
import type { Log } from '../kernel/log.ts';
import { AriError, type AriClient } from './ari/client.ts';
import { listChannels } from './ari/channels.ts';
import type { Executor } from './ari/execute.ts';
import type { AriBridge, AriChannel, AriEndpoint } from './ari/wire.ts';
import { isForgottenArrival, type Dispatch } from './dispatch.ts';
import type { Registry } from './engine/registry.ts';
import { LeaseLost } from './engine/lease.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { callOfBridge, isEchoTest, legOfSnoop, phoneEndpoint, trunkOfChannel, voicemailName } from './names.ts';
import { alignPermanentLegs, misplacedFarEnds, standingOf } from './permanent-legs.ts';
import { misplaced, recorderOf } from './placement.ts';

export interface Findings {
  legsClosed: number;
  channelsEnded: number;
  /** Channels that the media server has but cannot tell about. */
  unreadableEnded: number;
  callsGreeted: number;
  bridgesRemoved: number;
  /** Commands that bring people back to where they should be. */
  placesMended: number;
  phonesCorrected: number;
}

export interface ReconcileOptions {
  ari: AriClient;
  registry: Registry;
  /** Of the companies that live on this media server. */
  engines: () => readonly TenantEngine[];
  dispatch: Dispatch;
  log: Log;
  now: () => number;
  /** Whether the calls are still those of the owner for whom the sweep began. */
  isCurrent: () => boolean;
  executor: Pick<Executor, 'isIdle' | 'run'>;
}

/** Younger things may be on their way between us and the media server. */
const settleMs = 2000;
/** For how long a sweep waits until the media server has been told of calls, and how often it looks: a write and a few commands take less. */
const toldMs = 3000;
const toldAgainMs = 10;
const causeLost = 27;

/** @throws when the media server cannot be asked. */
export async function reconcile(options: ReconcileOptions): Promise<Findings> {
  const { ari, registry, engines, dispatch } = options;
  const askedAt = options.now();
  const settled = settledCalls(options);
  const [{ channels, unreadable }, bridges, endpoints] = await Promise.all([
    listChannels(ari),
    ari.request<(AriBridge & { creationtime?: string })[]>('GET', '/bridges'),
    ari.request<AriEndpoint[]>('GET', '/endpoints/PJSIP').catch(noneYet),
  ]);
  if (!options.isCurrent()) throw new LeaseLost();
  const known = new Map(channels.map((channel) => [channel.id, channel]));
  const findings: Findings = {
    legsClosed: 0,
    channelsEnded: 0,
    unreadableEnded: await endUnreadable(options, unreadable),
    callsGreeted: 0,
    bridgesRemoved: 0,
    placesMended: 0,
    phonesCorrected: 0,
  };
  for (const engine of engines()) {
    for (const call of engine.current.calls.values()) {
      if (settled.has(call)) {
        findings.placesMended += mendPlaces(options, call, known, bridges);
        alignRecorders(options, engine, call, known, askedAt);
      }
      findings.legsClosed += alignCall(engine, call, known, askedAt);
    }
    findings.phonesCorrected += alignPhones(engine, endpoints);
    findings.legsClosed += alignPermanentLegs(engine, known, askedAt - settleMs);
    findings.placesMended += mendFarEnds(options, engine, known, bridges);
  }
  dispatch.keepOnly(new Set(known.keys()));
  await Promise.all(channels.map((channel) => settleChannel(options, channel, askedAt, findings)));
  for (const bridge of bridges) {
    const callId = callOfBridge(bridge.id);
    const isLeft = callId === null ? standingOf(registry, bridge.id) === 'left' : !registry.ofCall(callId);
    if (!isLeft || isYoung(bridge.creationtime, askedAt)) continue;
    findings.bridgesRemoved++;
    await ari.request('DELETE', `/bridges/${bridge.id}`).catch(() => undefined);
  }
  return findings;
}

type Told = Pick<ReconcileOptions, 'executor'>;
/** Whether the media server has been told of a call all that the state says: nothing of it is being written, and no command is on its way. */
const isTold = ({ executor }: Told, engine: TenantEngine, callId: string): boolean =>
  !engine.isTelling(callId) && executor.isIdle(callId);

/** Calls of whom nothing is on its way: the same object later means that nothing has happened since. */
const settledCalls = (options: ReconcileOptions): ReadonlySet<Call> =>
  new Set(
    options
      .engines()
      .flatMap((engine) => [...engine.current.calls.values()].filter((call) => isTold(options, engine, call.id))),
  );

function mendPlaces(
  { executor, log }: ReconcileOptions,
  call: Call,
  known: ReadonlyMap<string, AriChannel>,
  bridges: readonly AriBridge[],
): number {
  const commands = executor.isIdle(call.id) ? misplaced(call, new Set(known.keys()), bridges) : [];
  if (commands.length === 0) return 0;
  log.warn({ callId: call.id, commands }, 'somebody does not stand where they should in the media server');
  executor.run(call.id, commands);
  return commands.length;
}

function mendFarEnds(
  { executor, log }: ReconcileOptions,
  engine: TenantEngine,
  known: ReadonlyMap<string, AriChannel>,
  bridges: readonly AriBridge[],
): number {
  const misplacedOnes = [...misplacedFarEnds(engine, known, bridges)].filter(([legId]) => executor.isIdle(legId));
  for (const [legId, commands] of misplacedOnes) {
    log.warn({ legId, commands }, 'a permanent leg does not stand where it should in the media server');
    executor.run(legId, commands);
  }
  return misplacedOnes.length;
}

/** What cannot be read cannot be served: whoever sent bytes that are no text into a call's own id, or wherever else, is hung up. */
async function endUnreadable({ ari, log }: ReconcileOptions, ids: readonly string[]): Promise<number> {
  for (const id of ids) {
    log.warn({ channel: id }, 'the media server cannot tell about a channel: it is ended');
    await ari.request('DELETE', `/channels/${id}`).catch(() => undefined);
  }
  return ids.length;
}

/** Without any endpoint Asterisk answers 404. */
export function noneYet(error: unknown): AriEndpoint[] {
  if (error instanceof AriError && error.status === 404) return [];
  throw error;
}

function alignCall(engine: TenantEngine, call: Call, known: ReadonlyMap<string, AriChannel>, askedAt: number): number {
  let closed = 0;
  for (const leg of call.legs) {
    if (leg.state === 'ended' || leg.startedAt > askedAt - settleMs) continue;
    const channel = known.get(leg.id);
    if (channel) alignLeg(engine, leg, channel);
    else {
      closed++;
      engine.post({ type: 'leg-gone', legId: leg.id, cause: causeLost, sipCode: null, isReconciled: true });
    }
  }
  return closed;
}

/** Legs that are away to start their recorders, of a call of whom nothing is on its way. */
function alignRecorders(
  { executor }: ReconcileOptions,
  engine: TenantEngine,
  call: Call,
  known: ReadonlyMap<string, AriChannel>,
  askedAt: number,
): void {
  for (const leg of call.legs) {
    const found = recorderOf(leg, known.get(leg.id));
    const isSettled = leg.answeredAt !== null && leg.answeredAt < askedAt - settleMs;
    if (found === 'running') engine.post({ type: 'leg-ready', legId: leg.id });
    if (found === 'not-started' && isSettled) executor.run(call.id, [{ do: 'arm-recorder', legId: leg.id }]);
  }
}

/** News that was missed while nobody listened, told again; what is known already changes nothing. */
function alignLeg(engine: TenantEngine, leg: Leg, channel: AriChannel): void {
  if (leg.state === 'up') return;
  if (channel.state === 'Ringing' && leg.state === 'starting') engine.post({ type: 'leg-ringing', legId: leg.id });
  if (channel.state !== 'Up') return;
  if (leg.role === 'customer') engine.post({ type: 'leg-answered', legId: leg.id });
  else engine.post({ type: 'leg-ready', legId: leg.id, isNew: true });
}

function alignPhones(engine: TenantEngine, endpoints: readonly AriEndpoint[]): number {
  let corrected = 0;
  const online = new Set(endpoints.filter(({ state }) => state === 'online').map(({ resource }) => resource));
  for (const agent of engine.current.agents.values()) {
    const phone = phoneEndpoint({ agentId: agent.id, kind: agent.hasDeskPhone ? 'desk' : 'browser' });
    if (agent.isRegistered === online.has(phone)) continue;
    corrected++;
    engine.post({ type: agent.isRegistered ? 'phone-lost' : 'phone-registered', agentId: agent.id });
  }
  return corrected;
}

async function settleChannel(
  options: ReconcileOptions,
  channel: AriChannel,
  askedAt: number,
  findings: Findings,
): Promise<void> {
  const { ari, registry, dispatch } = options;
  const trunkId = trunkOfChannel(channel.name);
  if (registry.ofLeg(legOfSnoop(channel.id) ?? channel.id)) {
    if (trunkId && channel.dialplan?.context === 'trunk') dispatch.keepAlive(channel.id);
    return;
  }
  if (standingOf(registry, channel.id) === 'kept' || isEchoTest(channel, askedAt)) return;
  if (trunkId && isForgottenArrival(channel) && !registry.hasLeft(channel.id)) {
    findings.callsGreeted++;
    return dispatch.greet(trunkId, channel);
  }
  // A caller in the dialplan's retry loop comes by itself as soon as we listen.
  if (isYoung(channel.creationtime, askedAt) || channel.dialplan?.context === 'trunk') return;
  findings.channelsEnded++;
  await ari.request('DELETE', `/channels/${channel.id}`).catch(() => undefined);
}

const isYoung = (createdAt: string | undefined, now: number): boolean =>
  createdAt !== undefined && Date.parse(createdAt) > now - settleMs;

/**
 * Prompts that ended while nobody listened would leave their callers in silence: ask for each that we wait for. One that the media server has only just
 * been told of, or is still to be, is not there yet: it must not be taken for one that is over, for nobody would stop it then.
 */
export async function reconcilePlaybacks(
  { ari, executor }: Pick<ReconcileOptions, 'ari' | 'executor'>,
  engines: readonly TenantEngine[],
): Promise<void> {
  const until = performance.now() + toldMs;
  for (const engine of engines) {
    for (const callId of engine.current.calls.keys()) {
      if (!awaitedPlayback(engine, callId) || !(await untilTold({ executor }, engine, callId, until))) continue;
      const playback = awaitedPlayback(engine, callId);
      if (!playback) continue;
      await ari.request('GET', `/playbacks/${playback.playbackId}`).catch((error: unknown) => {
        if (error instanceof AriError && error.status === 404)
          engine.post({ type: 'playback-ended', ...playback, isLate: true });
      });
    }
  }
}

function awaitedPlayback(engine: TenantEngine, callId: string): ReturnType<typeof playbackOf> {
  const call = engine.current.calls.get(callId);
  return call && call.phase !== 'dialing' && call.phase !== 'talking' ? playbackOf(call) : null;
}

/** False when it takes too long: somebody listens by then, and hears of the end as of any other. */
async function untilTold(told: Told, engine: TenantEngine, callId: string, until: number): Promise<boolean> {
  while (!isTold(told, engine, callId)) {
    if (performance.now() > until) return false;
    await sleep(toldAgainMs);
  }
  return true;
}

/** Messages that ended while nobody listened would leave their callers in silence, and one that never began is begun. */
export async function reconcileMessages(
  { ari, executor, now }: Pick<ReconcileOptions, 'ari' | 'executor' | 'now'>,
  engines: readonly TenantEngine[],
): Promise<void> {
  for (const engine of engines) {
    for (const call of engine.current.calls.values()) {
      const again = messageCommand(engine.current, call);
      if (again === null || !isTold({ executor }, engine, call.id) || (await isThere(ari, 'live', call.id))) continue;
      const seconds = (now() - (call.message?.since ?? now())) / 1000;
      if (await isThere(ari, 'stored', call.id)) engine.post({ type: 'voicemail-ended', callId: call.id, seconds });
      else executor.run(call.id, [again]);
    }
  }
}

async function isThere(ari: AriClient, where: 'live' | 'stored', callId: string): Promise<boolean> {
  try {
    await ari.request('GET', `/recordings/${where}/${voicemailName(callId)}`);
    return true;
  } catch (error) {
    if (error instanceof AriError && error.status === 404) return false;
    throw error;
  }
}
