/** Where an agent may take a call: a colleague who is free, a queue, a menu, or a number outside that they may call. */
import { freeForOutsideSince, freeSince, isSignedIn, type Agent } from '../agents/agent.ts';
import type { DialNumber } from '../numbers/dial.ts';
import type { Target, CallTarget } from './event.ts';
import { mobileFor } from './mobile.ts';
import { queueOfNumber, selectTrunk, whyNotOutside, withZero, type PlaceRefusal } from './placing.ts';
import { hasRoom } from './queue-room.ts';
import type { TenantState } from './transition.ts';
import { takesTransfers } from './voicemail.ts';

/** What was wanted, before it is known whether it exists: ids, an extension, a queue's number, or a number outside with its keys. */
export type Destination =
  | Exclude<CallTarget, { kind: 'external' }>
  | { readonly kind: 'extension' | 'queue-number'; readonly number: string }
  | {
      readonly kind: 'external';
      readonly number: DialNumber;
      readonly keys: string;
      /** What the agent has said of the 0 of long distance, where they were asked. */
      readonly addsZero?: boolean;
    };

export type DestinationRefusal =
  | PlaceRefusal
  | 'phone.colleague-unavailable'
  | 'phone.queue-full'
  | 'phone.ask-zero'
  | 'not-found';

export interface Wish {
  readonly agentId: string;
  /** A consultation is a call among colleagues; with a transfer the colleague gets the caller. */
  readonly how: 'consult' | 'transfer';
  /** Whether the other party of the call is outside the company. */
  readonly isFromOutside: boolean;
  /** Whether they have called us, so that they can be asked for a message. */
  readonly mayLeaveMessage?: boolean;
  /** Their number, empty for a colleague. */
  readonly number: string;
}

/** The target of a consultation or a transfer, or why it cannot be one now. `now`: epoch milliseconds. */
export function targetFor(
  state: TenantState,
  wish: Wish,
  destination: Destination,
  now: number,
): CallTarget | DestinationRefusal {
  const isMobile = (agentId: string): boolean =>
    typeof mobileFor(state, agentId, { number: wish.number }, now) === 'object';
  switch (destination.kind) {
    case 'agent':
      return colleague(state.agents.get(destination.agentId), wish, now, isMobile) ?? 'not-found';
    case 'extension':
      return (
        colleague(
          [...state.agents.values()].find((agent) => agent.extension === destination.number),
          wish,
          now,
          isMobile,
        ) ?? 'phone.invalid-number'
      );
    case 'queue':
      return queue(state, wish, destination, now);
    case 'queue-number': {
      const named = queueOfNumber(state.configuration, destination.number);
      return named ? queue(state, wish, { kind: 'queue', queueId: named.id }, now) : 'phone.invalid-number';
    }
    case 'menu':
      return wish.how === 'transfer' && state.configuration.menus.has(destination.menuId) ? destination : 'not-found';
    case 'external':
      return outside(state, wish.agentId, destination);
  }
}

function colleague(
  agent: Agent | undefined,
  { agentId, how, isFromOutside, mayLeaveMessage = false }: Wish,
  now: number,
  isMobile: (agentId: string) => boolean,
): CallTarget | DestinationRefusal | null {
  if (!agent?.isEnabled || agent.id === agentId) return null;
  const since = how === 'transfer' && isFromOutside ? freeForOutsideSince(agent, now) : freeSince(agent, now);
  const isReached =
    since !== null ||
    (how === 'transfer' && isFromOutside && (isMobile(agent.id) || (mayLeaveMessage && takesTransfers(agent))));
  return isReached ? { kind: 'agent', agentId: agent.id } : 'phone.colleague-unavailable';
}

/** Callers wait in a queue while it has room; nobody is consulted who is not there: one of its agents must be free. */
function queue(
  state: TenantState,
  { how, agentId }: Wish,
  destination: Extract<Destination, { kind: 'queue' }>,
  now: number,
): CallTarget | DestinationRefusal {
  const wanted = state.queues.get(destination.queueId);
  if (!wanted?.isEnabled) return 'not-found';
  if (how === 'transfer')
    return hasRoom({ router: state.router, call: (id) => state.calls.get(id) }, wanted)
      ? destination
      : 'phone.queue-full';
  const isAnswered = wanted.members.some((member) => {
    const agent = state.agents.get(member.agentId);
    return (
      agent !== undefined && agent.id !== agentId && isSignedIn(agent, wanted.id) && freeSince(agent, now) !== null
    );
  });
  return isAnswered ? destination : 'phone.colleague-unavailable';
}

function outside(
  state: TenantState,
  agentId: string,
  { number, keys, addsZero }: Extract<Destination, { kind: 'external' }>,
): Extract<Target, { kind: 'external' }> | DestinationRefusal {
  const agent = state.agents.get(agentId);
  if (!agent) return 'phone.not-allowed';
  const way = selectTrunk(state, agentId, number, keys, 'transferCallerId');
  if (way === null) return 'phone.no-trunk';
  const target = withZero(way, addsZero);
  return whyNotOutside(state, agent, way) ?? (target === 'ask' ? 'phone.ask-zero' : target);
}
