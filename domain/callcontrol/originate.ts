/** Calls that begin without an agent (callback, campaign, notice): the number is called first, and whoever answers goes where the call leads. */
import { enterMenuOf } from './arrival.ts';
import { newCall, remoteParty } from './call.ts';
import { cause, endCall } from './ending.ts';
import type { Event } from './event.ts';
import { whyNotOriginate } from './lines.ts';
import { offerNumber } from './offering.ts';
import { refusedNumber } from './screening.ts';
import type { Transition } from './transition.ts';
import { enterQueue } from './waiting.ts';

/** What a call that cannot be made says of it, in the word of its route. */
export const whyWord = (why: ReturnType<typeof whyNotOriginate> & string): string => words[why] ?? 'range-closed';
const words: Readonly<Partial<Record<ReturnType<typeof whyNotOriginate> & string, string>>> = {
  'phone.tenant-suspended': 'tenant-suspended',
  'phone.no-trunk': 'no-trunk',
  'phone.busy-lines': 'lines-full',
};

/** Calls a number outside, as far as any call outside is possible: one that is not ends at once. The same call twice changes nothing. */
export function originate(
  transition: Transition,
  { callId, origin, target, leadsTo, customerId, customerName }: Event & { type: 'originate' },
): void {
  if (transition.call(callId)) return;
  const { number, trunkId, callerId } = target;
  const calls = new Map(transition.callIds().map((id) => [id, transition.call(id)!]));
  const why = whyNotOriginate({ configuration: transition.configuration, calls }, target);
  const call = newCall({
    id: callId,
    direction: 'outbound',
    phase: 'dialing',
    number,
    callerName: '',
    ownNumber: callerId,
    trunkId,
    startedAt: transition.now,
  });
  transition.setCall({ ...call, origin, leadsTo, customerId, customerName });
  transition.fact(callId, { type: 'started', direction: 'outbound', number, line: callerId, trunkId });
  if (why !== null) {
    transition.fact(callId, { type: 'refused', reason: whyWord(why) });
    return endCall(transition, callId, {
      side: 'system',
      outcome: 'failed',
      cause: why === 'phone.busy-lines' ? cause.congestion : cause.rejected,
    });
  }
  if (refusedNumber(transition, callId, number))
    return endCall(transition, callId, { side: 'system', outcome: 'refused', cause: cause.rejected });
  transition.fact(callId, { type: 'dialed', number });
  const { id } = offerNumber(transition, callId, target, { reason: 'dial' });
  transition.changeCall(callId, { remoteId: id });
}

/** The party has answered a call that nobody has placed: they wait for an agent, or hear a menu. */
export function leadOn(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  transition.changeParty(callId, remoteParty(call)!.id, { room: null, place: { kind: 'apart' } });
  const menu = call.leadsTo?.kind === 'menu' ? transition.configuration.menus.get(call.leadsTo.menuId) : undefined;
  if (menu) return enterMenuOf(transition, callId, menu);
  if (call.leadsTo?.kind === 'queue') return enterQueue(transition, callId, call.leadsTo.queueId, 'back');
  endCall(transition, callId, { side: 'system', outcome: 'failed' });
}
