/** Where an agent stands in a call, from its parties and offers alone. */
import type { CallStage } from '../agents/state.ts';
import { consultedBy } from './acting.ts';
import { isOwnPhone, legOf, mainBridge, partyOfAgent, type Call, type Party } from './call.ts';

/** Null when they are neither in it nor called into it. */
export function stageInCall(call: Call, agentId: string): CallStage | null {
  if (call.phase === 'ended') return null;
  const own = partyOfAgent(call, agentId);
  if (own) return stageOfParty(call, own);
  const offer = call.offers.find((one) => one.agentId === agentId);
  if (!offer) return null;
  if (isOwnPhone(offer)) return 'dialing';
  return legOf(call, offer.id)?.ringingAt === null ? 'offered' : 'ringing';
}

function stageOfParty(call: Call, own: Party): CallStage {
  return own.supervision !== null && own.supervision.mode !== 'take-over' ? 'supervising' : stageOfTalk(call, own);
}

/** What the call has come to for one who is in it, also for one who only supervises. */
export function stageOfTalk(
  call: Call,
  own: Party,
): Extract<CallStage, 'reconnecting' | 'dialing' | 'consulting' | 'conference' | 'held' | 'talking'> {
  if (own.state === 'lost') return 'reconnecting';
  // Also who leaves a colleague a message has nobody to talk with.
  if (call.phase === 'preparing' || call.phase === 'dialing' || call.phase === 'voicemail') return 'dialing';
  // With two left the call waits for a phone that is lost; among more the others go on.
  const talkers = call.parties.filter(({ kind }) => kind !== 'supervisor');
  if (talkers.length < 3 && talkers.some(({ state }) => state === 'lost')) return 'reconnecting';
  return togetherWith(call, own) ?? (call.parties.some(({ heldBy }) => heldBy === own.id) ? 'held' : 'talking');
}

/**
 * What an agent's conversation has come to beyond two who talk; null when it has not. It is the one who asks that consults: who is asked just talks, and
 * who has let the other go again has the first one on hold.
 */
function togetherWith(call: Call, own: Party): 'consulting' | 'conference' | null {
  if (call.phase !== 'talking' || own.kind !== 'agent') return null;
  const { parties, offers } = consultedBy(call, own);
  if (offers.length > 0 || (parties.length > 0 && call.parties.some(({ heldBy }) => heldBy === own.id)))
    return 'consulting';
  const others = call.parties.filter(
    ({ id, room, kind }) => id !== own.id && room === mainBridge(call) && kind !== 'supervisor',
  );
  const isAmongThem = own.room === mainBridge(call) && others.some(({ heldBy }) => heldBy === null);
  return others.length > 1 && isAmongThem ? 'conference' : null;
}
