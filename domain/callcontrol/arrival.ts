/** Inbound calls until a queue or an extension has them: refusal, voice menu, extension dialled by hand. */
import type { Agent } from '../agents/agent.ts';
import type { BoxOwner } from '../agents/box.ts';
import { again, enterMenu, stepMenu, type Menu, type MenuExit, type MenuInput, type MenuStep } from '../ivr/menu.ts';
import { newCall, newLeg, newParty, type Call, type Offer } from './call.ts';
import { didOf } from './dids.ts';
import { cause, endCall, endLeg, type LegEnd } from './ending.ts';
import type { Event } from './event.ts';
import { callMobile } from './mobile.ts';
import { isFreeForOutside, missOffer, offer, withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { isLicenceUsed } from './lines.ts';
import { listedAs } from './screening.ts';
import { canWaitFor } from './second-call.ts';
import { closingOutcome, play, sayGoodbye, stopPlaying } from './sound.ts';
import { apart, music } from './topology.ts';
import type { Transition } from './transition.ts';
import { startVoicemail } from './voicemail.ts';
import { enterQueue } from './waiting.ts';

type Inbound = Extract<Event, { type: 'inbound' }>;

/** Seconds that an extension dialled from the menu rings. */
const extensionRingSeconds = 20;

/** A call has come in on a trunk: into its number's menu, or refused with the reason. The same arrival twice changes nothing. */
export function arrive(transition: Transition, event: Inbound): void {
  if (transition.callOfLeg(event.legId) || transition.call(event.callId)) return;
  const did = didOf(transition.configuration.dids, event.trunkId, event.dialed);
  const ownNumber = did?.number ?? event.dialed;
  const isFull = isLicenceUsed(transition.liveCalls(), transition.configuration);
  transition.setCall({
    ...newCall({
      id: event.callId,
      direction: 'inbound',
      phase: 'arriving',
      number: event.caller,
      callerName: event.callerName,
      ownNumber,
      trunkId: event.trunkId,
      startedAt: transition.now,
    }),
    remoteId: event.legId,
  });
  transition.addLeg(
    event.callId,
    newLeg({
      id: event.legId,
      role: 'customer',
      agentId: null,
      number: event.caller,
      startedAt: transition.now,
      trunkId: event.trunkId,
    }),
  );
  transition.addParty(event.callId, {
    ...newParty({ id: event.legId, kind: 'customer', agentId: null, number: event.caller, room: null }),
    trunkId: event.trunkId,
  });
  transition.fact(event.callId, {
    type: 'started',
    direction: 'inbound',
    number: event.caller,
    line: ownNumber,
    trunkId: event.trunkId,
  });
  if (event.withheld) transition.fact(event.callId, { type: 'caller-withheld', number: event.withheld });
  if (event.refusal) return refuse(transition, event, { reason: event.refusal }, cause.noBearer);
  const menu = did?.menuId ? transition.configuration.menus.get(did.menuId) : undefined;
  if (!transition.configuration.canCall)
    return refuse(transition, event, { reason: 'tenant-suspended' }, cause.rejected);
  const listed = listedAs(transition.configuration, {
    number: event.caller,
    direction: 'inbound',
    now: transition.now,
  });
  if (listed) return refuse(transition, event, listed, cause.rejected);
  const box = did?.box && hasBox(transition, did.box) ? did.box : null;
  if (!menu && !box) return refuse(transition, event, { reason: 'no-route' }, cause.unallocated);
  if (event.isOverCapacity) return refuse(transition, event, { reason: 'engine-busy' }, cause.congestion);
  if (isFull) return refuse(transition, event, { reason: 'lines-full' }, cause.congestion);
  transition.command(event.callId, { do: 'answer', legId: event.legId });
  transition.changeLeg(event.callId, event.legId, { state: 'up', answeredAt: transition.now });
  if (menu) enterMenuOf(transition, event.callId, menu);
  else enterBox(transition, event.callId, box!);
}

/** The call is in a menu, from its beginning. */
export function enterMenuOf(transition: Transition, callId: string, menu: Menu): void {
  transition.changeCall(callId, { phase: 'menu', menuId: menu.id });
  transition.fact(callId, { type: 'menu-entered', menuId: menu.id });
  followStep(transition, callId, enterMenu(menu));
}

const outcomeOfRefusal: Readonly<Record<number, Outcome>> = {
  [cause.unallocated]: 'invalid-number',
  [cause.noBearer]: 'network',
};

function refuse(
  transition: Transition,
  event: Inbound,
  why: { reason: string; entryId?: string },
  given: number,
): void {
  transition.fact(event.callId, { type: 'refused', ...why });
  transition.command(event.callId, { do: 'refuse', legId: event.legId, cause: given });
  const outcome = outcomeOfRefusal[given] ?? 'refused';
  endLeg(transition, event.callId, event.legId, { cause: given, sipCode: null, outcome });
  endCall(transition, event.callId, { side: 'system', outcome, cause: given });
}

/** A key, the end of the prompt or the end of patience in the call's menu. */
export function menuInput(transition: Transition, callId: string, input: MenuInput): void {
  const call = transition.call(callId)!;
  const menu = call.menuId ? transition.configuration.menus.get(call.menuId) : undefined;
  if (call.phase !== 'menu' || !call.menu) return;
  if (!menu) return sayGoodbye(transition, callId);
  if (input.type === 'digit') {
    transition.fact(callId, { type: 'key-pressed', key: input.digit });
    transition.changeCall(callId, { keys: (transition.call(callId)!.keys + input.digit).slice(0, 64) });
  }
  followStep(transition, callId, stepMenu(menu, call.menu, input));
}

function followStep(transition: Transition, callId: string, step: MenuStep): void {
  transition.changeCall(callId, { menu: step.state });
  if (step.happened === 'extension-entered')
    transition.fact(callId, { type: 'extension-entered', extension: step.state.entry });
  else if (step.happened) transition.fact(callId, { type: step.happened });
  if (step.play) play(transition, callId, transition.call(callId)!.remoteId!, step.play);
  else if (step.stopPlaying) stopPlaying(transition, callId);
  transition.setDeadlines(callId, { menu: step.waitSeconds ?? null });
  if (step.exit) takeExit(transition, callId, step.exit);
}

function takeExit(transition: Transition, callId: string, exit: MenuExit): void {
  switch (exit.to) {
    case 'queue':
      return enterQueue(transition, callId, exit.queueId, 'back');
    case 'agent':
      return callExtension(transition, callId, exit.extension);
    case 'voicemail':
      return hasBox(transition, exit.box) ? enterBox(transition, callId, exit.box) : backToMenu(transition, callId);
    case 'hang-up':
      return leaveMenu(transition, callId);
  }
}

/** Whom we have called has heard what the menu had to say; a caller is thanked as well. */
function leaveMenu(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  if (call.direction === 'inbound') sayGoodbye(transition, callId);
  else endCall(transition, callId, { side: 'system', outcome: closingOutcome(call) });
}

function callExtension(transition: Transition, callId: string, extension: string): void {
  const agent = transition
    .agentIds()
    .map((id) => transition.agent(id)!)
    .find((candidate) => candidate.extension === extension);
  if (!agent || agent.isInsideOnly || !(isFreeForOutside(transition, agent) || canWaitFor(transition, agent))) {
    if (!agent || !callMobile(transition, callId, agent.id, null))
      agentUnavailable(transition, callId, agent, extension);
    return;
  }
  const call = transition.changeCall(callId, { phase: 'offered' });
  offer(transition, callId, agent, { reason: 'direct', seconds: agent.box?.ringSeconds ?? extensionRingSeconds });
  transition.place(callId, call.remoteId!, music);
}

/** The agent of a dialled extension did not take the call: the caller leaves a message, or is back in the menu. */
export function extensionMissed(
  transition: Transition,
  call: Call,
  missed: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  missOffer(transition, call, missed, outcome, end);
  transition.place(call.id, call.remoteId!, apart);
  agentUnavailable(transition, call.id, transition.agent(missed.agentId), missed.number);
}

/** An agent cannot take the call that was meant for them: the caller can leave a message where they have a box, else is back in the menu. */
export function agentUnavailable(
  transition: Transition,
  callId: string,
  agent: Agent | undefined,
  extension: string,
): void {
  transition.fact(callId, { type: 'extension-unavailable', extension });
  if (agent && hasBox(transition, { agentId: agent.id })) startVoicemail(transition, callId, agent.id);
  else backToMenu(transition, callId);
}

/** Whether callers from outside can leave a message there. */
function hasBox(transition: Transition, owner: BoxOwner): boolean {
  if ('queueId' in owner) return transition.queue(owner.queueId) !== undefined;
  const agent = transition.agent(owner.agentId);
  return agent !== undefined && agent.box !== null && agent.isEnabled && !agent.isInsideOnly;
}

/** A number or a key leads to a box; that of a queue is its members', though the call never waited for them. */
function enterBox(transition: Transition, callId: string, owner: BoxOwner): void {
  if ('queueId' in owner) transition.changeCall(callId, { queueId: owner.queueId });
  startVoicemail(transition, callId, 'agentId' in owner ? owner.agentId : null, true);
}

/** Where the caller wanted to go nobody is: they are back in the menu, as long as it has anything else for them. */
function backToMenu(transition: Transition, callId: string): void {
  withdrawOffers(transition, callId);
  const call = transition.call(callId)!;
  const menu = transition.configuration.menus.get(call.menuId ?? '');
  if (!menu || !call.menu) return sayGoodbye(transition, callId);
  const { happened: _saidAlready, ...step } = again(menu, call.menu, [menu.invalidPrompt, menu.prompt], 'invalid-key');
  // A box that is gone, which is all that the menu has left.
  if (step.exit?.to === 'voicemail' && !hasBox(transition, step.exit.box)) return sayGoodbye(transition, callId);
  transition.changeCall(callId, { phase: 'menu' });
  followStep(transition, callId, step);
}
