/** An agent leaves a call by hanging up, whatever they are doing in it. */
import { canGive, consultedBy } from './acting.ts';
import { partyOf, partyOfAgent, type Call, type Party } from './call.ts';
import { endLeg } from './ending.ts';
import { leaveCall, type Leave } from './leaving.ts';
import { giveToAsked } from './transfer.ts';
import type { Transition } from './transition.ts';

/** One who leaves while somebody rings whom they wanted to ask gives the customer to them: nobody is dropped. */
export function leaveOrGive(transition: Transition, call: Call, party: Party, leave: Leave): void {
  const [asked] = consultedBy(call, party).offers;
  if (!asked || !canGive(transition, call, party, asked)) return leaveCall(transition, call, party, leave);
  if (leave.end && party.legId !== null) endLeg(transition, call.id, party.legId, leave.end);
  const now = transition.call(call.id)!;
  giveToAsked(transition, now, partyOf(now, party.id)!, asked);
}

/** The agent hangs up by hand or is signed out. */
export function leaveByHand(transition: Transition, call: Call, agentId: string): void {
  const party = partyOfAgent(call, agentId);
  if (party) leaveOrGive(transition, call, party, { side: party.id === call.remoteId ? 'other' : 'agent' });
}
