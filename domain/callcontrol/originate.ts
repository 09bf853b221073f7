/** Calls that begin without an agent (callback, campaign, notice): the number is called first, and whoever answers goes where the call leads. */
import { enterMenuOf } from './arrival.ts';
import { newCall, remoteParty } from './call.ts';
import { refusedOutside } from './company-call.ts';
import { endCall } from './ending.ts';
import type { Event } from './event.ts';
import { offerNumber } from './offering.ts';
import type { Transition } from './transition.ts';
import { enterQueue } from './waiting.ts';

/** Calls a number outside, as far as any call outside is possible: one that is not ends at once. The same call twice changes nothing. */
export function originate(
  transition: Transition,
  { callId, origin, target, leadsTo, customerId, customerName }: Event & { type: 'originate' },
): void {
  if (transition.call(callId)) return;
  const { number, trunkId, callerId } = target;
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
  const refused = refusedOutside(transition, callId, number, target);
  if (refused) return endCall(transition, callId, { side: 'system', ...refused });
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
