/**
 * A caller who wants an agent that cannot be rung goes to the agent's mobile (异常转手机, SPEC A2.4). It is called by the rules of calls outside. Whoever
 * answers there has to press a key before the caller is put through, so that neither a voicemail box nor a stranger gets them; meanwhile the caller waits.
 */
import { exceptionOf } from '../agents/exception.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { mainBridge, partyOf, remoteParty, type Call, type Offer } from './call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import type { Target } from './event.ts';
import { bringIn, offerNumber } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { selectTrunk, whyNotOutside, type PlaceRefusal } from './placing.ts';
import { settle } from './rooms.ts';
import { isOurs } from './reachable.ts';
import { whyScreened } from './screening.ts';
import { play, stopPlaying } from './sound.ts';
import { music } from './topology.ts';
import type { TenantState, Transition } from './transition.ts';

type Outside = Extract<Target, { kind: 'external' }>;
type State = Pick<TenantState, 'configuration' | 'agents' | 'calls'>;
/** The caller as they have called: a mobile that calls itself is no way out. */
type Caller = Pick<Call, 'number'>;
export type MobileRefusal =
  | PlaceRefusal
  | 'phone.inside-only'
  | 'phone.number-blocked'
  /** They have none, or not for what they are now. */
  | 'not-set'
  /** It would come back to us, or to whoever calls. */
  | 'loop';

/** What is said to the mobile, three times, and waited for. */
const confirmPrompts = Array.from({ length: 3 }, () => 'mobile-confirm');
const confirmKey = '1';
/** Seconds to press it: all of the announcement, with time to think. */
const confirmSeconds = 20;

/** The mobile that an agent's call from outside goes to now, or why it goes to none. `now`: epoch milliseconds. */
export function mobileFor(state: State, agentId: string, { number }: Caller, now: number): Outside | MobileRefusal {
  const agent = state.agents.get(agentId);
  const exception = agent ? exceptionOf(agent) : null;
  if (!agent?.mobile || exception === null || !agent.mobileWhen.includes(exception)) return 'not-set';
  if (agent.isInsideOnly) return 'phone.inside-only';
  if (agent.mobile === number || isCarriedRound(state, agent.mobile)) return 'loop';
  const target = selectTrunk(state, agentId, agent.mobile, '', 'transferCallerId');
  if (!target) return 'phone.no-trunk';
  return whyNotOutside(state, agent, target) ?? whyScreened(state, target, now) ?? target;
}

/** One of our own numbers, or a mobile that is being called for somebody already: its call would be carried round and round. */
const isCarriedRound = ({ configuration, calls }: State, number: DialNumber): boolean =>
  isOurs(configuration, number) ||
  [...calls.values()].some(({ offers }) =>
    offers.some((offer) => offer.reason === 'mobile' && offer.number === number),
  );

/** Whether a call can go to the mobile of an agent now. */
export const hasMobile = (transition: Transition, call: Call, agentId: string): boolean =>
  typeof mobileFor(transition.asItStands(), agentId, call, transition.now) === 'object';

/** Calls the agent's mobile, while the caller hears music; false where there is none to call. `returnsTo`: who has given the call away. */
export function callMobile(transition: Transition, callId: string, agentId: string, returnsTo: string | null): boolean {
  const call = transition.call(callId)!;
  const target = mobileFor(transition.asItStands(), agentId, call, transition.now);
  if (typeof target === 'string') return false;
  transition.changeCall(callId, { phase: 'offered' });
  transition.fact(callId, { type: 'mobile-called', agentId });
  offerNumber(transition, callId, target, { reason: 'mobile', returnsTo, insteadOf: agentId });
  transition.place(callId, call.remoteId!, music);
  return true;
}

/** Somebody, or something, has answered the mobile: it is asked for the key. */
export function mobileAnswered(transition: Transition, callId: string, offer: Offer): void {
  bringIn(transition, callId, offer, null, 'external');
  transition.changeParty(callId, offer.id, { state: 'early' });
  transition.setDeadlines(callId, { ring: confirmSeconds }, offer.id);
  play(transition, callId, offer.id, confirmPrompts);
}

/** The mobile is the agent's in fact: the caller talks with it. Keys from before the answer are nobody's. */
export function mobileKey(transition: Transition, callId: string, offer: Offer, digit: string): void {
  const call = transition.call(callId)!;
  if (digit !== confirmKey || !partyOf(call, offer.id) || remoteParty(call)?.state !== 'in') return;
  const room = mainBridge(call);
  stopPlaying(transition, callId);
  transition.removeOffer(callId, offer.id);
  transition.changeParty(callId, offer.id, { state: 'in', room });
  transition.changeParty(callId, call.remoteId!, { room });
  transition.changeCall(callId, { phase: 'talking', menu: null, answeredAt: call.answeredAt ?? transition.now });
  transition.fact(callId, { type: 'mobile-answered', agentId: offer.insteadOf! });
  settle(transition, callId, room);
}

/** Nobody at the mobile has taken the call. Whoever calls this decides what becomes of it. */
export function missMobile(
  transition: Transition,
  callId: string,
  { id, insteadOf }: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  if (end) endLeg(transition, callId, id, end);
  dropOffer(transition, callId, id, { outcome });
  transition.fact(callId, { type: 'mobile-missed', agentId: insteadOf!, outcome });
}
