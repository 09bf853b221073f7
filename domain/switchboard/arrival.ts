/** Inbound calls until a queue or an extension has them: refusal, voice menu, extension dialled by hand. */
import { apart, music } from '../callcontrol/topology.ts';
import { legOf, newCall, newLeg, type Call } from '../calls/call.ts';
import type { Outcome } from '../calls/outcome.ts';
import { again, enterMenu, stepMenu, type MenuExit, type MenuInput, type MenuStep } from '../ivr/menu.ts';
import type { Draft } from './board.ts';
import { cause, endCall, endLeg, type LegEnd } from './ending.ts';
import type { Event } from './event.ts';
import { isFreeForOutside, missOffer, offer } from './offering.ts';
import { play, sayGoodbye, stopPlaying } from './sound.ts';
import { enterQueue } from './waiting.ts';

type Inbound = Extract<Event, { type: 'inbound' }>;

/** Seconds that an extension dialled from the menu rings. */
const extensionRingSeconds = 20;

/** A call has come in on a trunk: into its number's menu, or refused with the reason. The same arrival twice changes nothing. */
export function arrive(draft: Draft, event: Inbound): void {
  if (draft.callOfLeg(event.legId) || draft.call(event.callId)) return;
  const did = draft.configuration.dids.get(`${event.trunkId}/${event.dialed}`);
  const lineNumber = did?.number ?? event.dialed;
  const isFull = draft.liveCallCount() >= draft.configuration.licensedChannels;
  draft.setCall({
    ...newCall({ id: event.callId, direction: 'inbound', phase: 'arriving', number: event.caller, callerName: event.callerName, lineNumber, trunkId: event.trunkId, startedAt: draft.now }),
    farLegId: event.legId,
  });
  draft.addLeg(event.callId, newLeg({ id: event.legId, role: 'customer', agentId: null, number: event.caller, startedAt: draft.now }));
  draft.fact(event.callId, { type: 'started', direction: 'inbound', number: event.caller, line: lineNumber });
  if (event.withheld) draft.fact(event.callId, { type: 'caller-withheld', number: event.withheld });
  if (event.refusal) return refuse(draft, event, event.refusal, cause.noBearer);
  const menu = did?.menuId ? draft.configuration.menus.get(did.menuId) : undefined;
  if (!draft.configuration.canCall) return refuse(draft, event, 'tenant-suspended', cause.rejected);
  if (!menu) return refuse(draft, event, 'no-route', cause.unallocated);
  if (event.isOverCapacity) return refuse(draft, event, 'engine-busy', cause.congestion);
  if (isFull) return refuse(draft, event, 'lines-full', cause.congestion);
  draft.command(event.callId, { do: 'answer', legId: event.legId });
  draft.changeLeg(event.callId, event.legId, { state: 'up', answeredAt: draft.now });
  draft.changeCall(event.callId, { phase: 'menu', menuId: menu.id });
  draft.fact(event.callId, { type: 'menu-entered', menu: menu.name });
  obey(draft, event.callId, enterMenu(menu));
}

const outcomeOfRefusal: Readonly<Record<number, Outcome>> = { [cause.unallocated]: 'invalid-number', [cause.noBearer]: 'network' };

function refuse(draft: Draft, event: Inbound, reason: string, given: number): void {
  draft.fact(event.callId, { type: 'refused', reason });
  draft.command(event.callId, { do: 'refuse', legId: event.legId, cause: given });
  const outcome = outcomeOfRefusal[given] ?? 'refused';
  endLeg(draft, event.callId, event.legId, { cause: given, sipCode: null, outcome });
  endCall(draft, event.callId, { side: 'system', outcome, cause: given });
}

/** A key, the end of the prompt or the end of patience in the call's menu. */
export function menuInput(draft: Draft, callId: string, input: MenuInput): void {
  const call = draft.call(callId)!;
  const menu = call.menuId ? draft.configuration.menus.get(call.menuId) : undefined;
  if (call.phase !== 'menu' || !call.menu) return;
  if (!menu) return sayGoodbye(draft, callId);
  if (input.type === 'digit') {
    draft.fact(callId, { type: 'key-pressed', key: input.digit });
    draft.changeCall(callId, { keys: (draft.call(callId)!.keys + input.digit).slice(0, 64) });
  }
  obey(draft, callId, stepMenu(menu, call.menu, input));
}

function obey(draft: Draft, callId: string, step: MenuStep): void {
  draft.changeCall(callId, { menu: step.state });
  if (step.happened === 'extension-entered') draft.fact(callId, { type: 'extension-entered', extension: step.state.entry });
  else if (step.happened) draft.fact(callId, { type: step.happened });
  if (step.play) play(draft, callId, draft.call(callId)!.farLegId!, step.play);
  else if (step.stopPlaying) stopPlaying(draft, callId);
  draft.setDeadlines(callId, { menu: step.waitSeconds ?? null });
  if (step.exit) takeExit(draft, callId, step.exit);
}

function takeExit(draft: Draft, callId: string, exit: MenuExit): void {
  switch (exit.to) {
    case 'queue': return enterQueue(draft, callId, exit.queueId, 'back');
    case 'agent': return callExtension(draft, callId, exit.extension);
    case 'hang-up': return sayGoodbye(draft, callId);
  }
}

function callExtension(draft: Draft, callId: string, extension: string): void {
  const agent = draft.agentIds().map((id) => draft.agent(id)!).find((candidate) => candidate.extension === extension);
  if (!isFreeForOutside(draft, agent)) return extensionUnavailable(draft, callId, extension);
  const call = draft.changeCall(callId, { phase: 'extension' });
  offer(draft, callId, agent, extensionRingSeconds);
  draft.place(callId, call.farLegId!, music);
}

/** The agent of a dialled extension did not take the call: the caller is back in the menu. */
export function extensionMissed(draft: Draft, call: Call, outcome: Outcome, end: LegEnd | null): void {
  const extension = legOf(call, call.nearLegId)!.number;
  missOffer(draft, call, outcome, end);
  draft.place(call.id, call.farLegId!, apart);
  extensionUnavailable(draft, call.id, extension);
}

function extensionUnavailable(draft: Draft, callId: string, extension: string): void {
  const call = draft.call(callId)!;
  const menu = draft.configuration.menus.get(call.menuId ?? '');
  draft.fact(callId, { type: 'extension-unavailable', extension });
  if (!menu || !call.menu) return sayGoodbye(draft, callId);
  draft.changeCall(callId, { phase: 'menu' });
  const { happened: _saidAlready, ...step } = again(menu, call.menu, [menu.invalidPrompt, menu.prompt], 'invalid-key');
  obey(draft, callId, step);
}
