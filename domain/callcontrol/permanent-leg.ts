/** The permanent legs of agents: opened, kept and closed here; calls of theirs go over them instead of calling their browser. */
import { callsOf, type Agent } from '../agents/agent.ts';
import {
  getsPermanentLeg,
  keepsPermanentLeg,
  permanentLegPauseMs,
  type OnPermanentLeg,
} from '../agents/permanent-leg.ts';
import { isLive, isOwnPhone, legOf, partyOfAgent, type Call, type Leg } from './call.ts';
import { cause } from './ending.ts';
import { farEndOf } from './leg-id.ts';
import { legGone } from './legs.ts';
import { isInGrace, ringAgain } from './reconnect.ts';
import type { Transition } from './transition.ts';

/** Seconds for a page to answer, which it does by itself. */
const openSeconds = 15;

/** Whoever has changed in this event gets their permanent leg, or gives it back. */
export function followPermanentLegs(transition: Transition): void {
  for (const id of transition.changedAgents()) {
    const agent = transition.agent(id);
    if (!agent) continue;
    if (agent.permanentLeg === null && getsPermanentLeg(agent, transition.now)) open(transition, agent);
    else if (agent.permanentLeg !== null && !keepsPermanentLeg(agent)) closePermanentLeg(transition, id);
  }
}

function open(transition: Transition, { id: agentId }: Agent): void {
  const legId = `permanent-${agentId}-${Math.trunc(transition.now)}`;
  transition.changeAgent(agentId, { permanentLeg: { id: legId, isUp: false } });
  transition.command(legId, { do: 'open-permanent', legId, agentId, seconds: openSeconds });
}

/** Gives an agent's permanent leg up; calls that went over it have been taken care of. */
export function closePermanentLeg(transition: Transition, agentId: string): void {
  const leg = transition.agent(agentId)?.permanentLeg;
  if (!leg) return;
  transition.changeAgent(agentId, { permanentLeg: null });
  transition.command(leg.id, { do: 'hang-up', legId: leg.id, cause: cause.normal });
  if (leg.isUp) transition.command(leg.id, { do: 'destroy-bridge', bridgeId: leg.id });
}

/** The browser has answered: from now on calls go over it. One that is nobody's any more is ended. */
export function permanentLegUp(transition: Transition, agentId: string, legId: string): void {
  const known = transition.agent(agentId)!.permanentLeg;
  if (known?.id !== legId) return transition.command(legId, { do: 'hang-up', legId, cause: cause.normal });
  if (known.isUp) return;
  transition.changeAgent(agentId, { permanentLeg: { id: legId, isUp: true } });
  transition.command(legId, { do: 'create-bridge', bridgeId: legId });
  transition.command(legId, { do: 'join', bridgeId: legId, channelIds: [legId] });
}

/** It has ended by itself: with it the legs that went over it, for the same cause. */
export function permanentLegGone(transition: Transition, agentId: string, legId: string, given: number): void {
  const known = transition.agent(agentId)!.permanentLeg;
  if (known?.id !== legId) return;
  transition.changeAgent(agentId, {
    permanentLeg: null,
    permanentLegAfter: transition.now + permanentLegPauseMs,
  });
  if (known.isUp) transition.command(legId, { do: 'destroy-bridge', bridgeId: legId });
  for (const { callId } of callsOf(transition.agent(agentId)!).toReversed())
    for (const leg of transition.call(callId)?.legs ?? []) {
      const call = transition.call(callId)!;
      if (leg.permanent?.id !== legId || !isLive(legOf(call, leg.id))) continue;
      transition.command(callId, { do: 'hang-up', legId: leg.id, cause: given });
      legGone(transition, call, leg, { type: 'leg-gone', legId: leg.id, cause: given, sipCode: null });
      callBack(transition, callId, agentId);
    }
}

/** One whose phone is there all the same is called by it, as their page would be after a reload: nobody waits for them to register again. */
function callBack(transition: Transition, callId: string, agentId: string): void {
  const call = transition.call(callId)!;
  const party = partyOfAgent(call, agentId);
  if (party?.legId === null && isInGrace(call, party) && transition.agent(agentId)!.isRegistered)
    ringAgain(transition, call, party);
}

/** The far end of a leg is under our control. */
export function farEndReady(transition: Transition, call: Call, leg: Leg): void {
  if (leg.permanent && !leg.permanent.isThere) bring(transition, call, leg, { ...leg.permanent, isThere: true });
}

/** The agent takes what rings at them over their permanent leg; what rings at their phone they take there. */
export function answerOverPermanentLeg(transition: Transition, call: Call, agentId: string): void {
  const offer = call.offers.find((one) => one.agentId === agentId && !isOwnPhone(one));
  const leg = offer && legOf(call, offer.id);
  if (leg?.permanent && leg.state !== 'up' && !leg.permanent.isTaken)
    bring(transition, call, leg, { ...leg.permanent, isTaken: true });
}

function bring(transition: Transition, call: Call, { id }: Leg, permanent: OnPermanentLeg): void {
  transition.changeLeg(call.id, id, { permanent });
  if (!permanent.isThere || !permanent.isTaken) return;
  const farEnd = farEndOf(id);
  transition.command(permanent.id, { do: 'answer', legId: farEnd });
  transition.command(permanent.id, { do: 'join', bridgeId: permanent.id, channelIds: [farEnd] });
}
