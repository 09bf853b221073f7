/** Everything that can happen to a tenant's calls. Adapters translate the world into these; reducers know nothing else. */
import type { Chosen, SavedAgent } from '../agents/agent.ts';
import type { Origin } from './call.ts';
import type { SupervisionMode } from './supervision.ts';
import type { DeadlineKey } from './deadline.ts';
import type { DialNumber } from '../numbers/dial.ts';
import type { Configuration } from './configuration.ts';

export type Event =
  /** `withheld`: the number of a caller who does not show it, kept where the law asks and shown nowhere. `refusal`: the media server has refused the call. */
  | {
      type: 'inbound';
      callId: string;
      legId: string;
      trunkId: string;
      dialed: string;
      caller: string;
      callerName: string;
      isOverCapacity: boolean;
      withheld?: string | null;
      refusal?: 'no-codec';
    }
  /** A leg of ours is under our control: new, or back from starting its recorder. `isNew`: it is known that no recorder runs. */
  | { type: 'leg-ready'; legId: string; isNew?: boolean }
  /** Of a leg that goes over a permanent leg: its far end is under our control. */
  | { type: 'far-end-ready'; legId: string }
  | { type: 'leg-ringing'; legId: string }
  | { type: 'leg-early-media'; legId: string }
  | { type: 'leg-answered'; legId: string }
  /** A leg to the network was answered, but without any way for sound. */
  | { type: 'leg-answered-without-audio'; legId: string }
  /** For a while no packet of sound has come on a leg, or sound has come again. */
  | { type: 'leg-silent' | 'leg-heard'; legId: string }
  /** The leg does not exist any more, or could not be made. `reason`: the Q.850 cause that the network gave. `isReconciled`: found out by a sweep, the moment is a bound. */
  | {
      type: 'leg-gone';
      legId: string;
      cause: number;
      sipCode: number | null;
      reason?: number | null;
      isReconciled?: boolean;
    }
  | { type: 'digit'; legId: string; digit: string }
  /** `hasFailed`: what was to be played could not be; `isLate`: it has ended at some time while nobody listened. */
  | { type: 'playback-ended'; legId: string; playbackId: string; hasFailed?: boolean; isLate?: boolean }
  | { type: 'voicemail-ended'; callId: string; seconds: number }
  | { type: 'deadline'; callId: string; name: DeadlineKey }
  | { type: 'agent-deadline'; agentId: string }
  /** `isToldOnceReached`: whose number it is the call tells only when that person's phone has been reached. */
  | {
      type: 'place';
      callId: string;
      agentId: string;
      target: Target;
      customerId: string | null;
      customerName: string | null;
      isToldOnceReached?: boolean;
    }
  /** A call that begins without an agent. */
  | {
      type: 'originate';
      callId: string;
      origin: Origin;
      target: Extract<Target, { kind: 'external' }>;
      leadsTo: LeadsTo;
      customerId: string | null;
      customerName: string | null;
    }
  /** The agent takes what rings at them over their permanent leg. */
  | { type: 'answer'; agentId: string; callId: string }
  | { type: 'hang-up'; agentId: string; callId: string }
  /** All whom the agent talks with, or one of them. */
  | { type: 'hold' | 'resume'; agentId: string; callId: string; partyId?: string }
  | { type: 'consult' | 'transfer'; agentId: string; callId: string; target: CallTarget }
  | { type: 'swap' | 'merge' | 'complete-transfer' | 'stop-consult' | 'park'; agentId: string; callId: string }
  /** `legId`: the phone that has dialled the number of the parked call; without it, their phone is called. */
  | { type: 'unpark'; agentId: string; callId: string; legId?: string }
  /** Over to another call of theirs, which waits. */
  | { type: 'switch-call'; agentId: string; callId: string }
  | { type: 'drop-party'; agentId: string; callId: string; partyId: string }
  /** A call that rings at the colleague who is named. */
  | { type: 'pick-up'; agentId: string; callId: string; fromAgentId: string }
  | { type: 'supervise'; agentId: string; callId: string; targetAgentId: string; mode: SupervisionMode }
  | { type: 'take-over'; agentId: string; callId: string; targetAgentId: string }
  | { type: 'stop-supervising'; agentId: string; callId: string }
  /** `targetAgentId`: whose conversation it is that they end; one that has gone on to another agent is none of theirs. Null: whatever the call is doing. */
  | { type: 'force-hang-up'; callId: string; targetAgentId: string | null; byAgentId: string }
  /** A supervisor chooses for them, and says why. */
  | { type: 'force-state'; agentId: string; chosen: Chosen; byAgentId: string; note: string }
  | { type: 'send-digits'; agentId: string; callId: string; digits: string }
  /** `pauseId`: the named reason, which is of that state. */
  | { type: 'choose-state'; agentId: string; chosen: Chosen; pauseId?: string | null }
  /** To a queue of theirs, and out of it: without offers of its callers. */
  | { type: 'queue-sign-in' | 'queue-sign-out'; agentId: string; queueId: string }
  | { type: 'finish-wrap-up' | 'extend-wrap-up'; agentId: string }
  /** New softphone credentials: whatever phone they had is dead. */
  | { type: 'phone-issued'; agentId: string; sessionId: string; hasDeskPhone?: boolean }
  | { type: 'phone-registered' | 'phone-lost'; agentId: string }
  /** The browser has answered its permanent leg; it has ended by itself. */
  | { type: 'permanent-leg-up'; agentId: string; legId: string }
  | { type: 'permanent-leg-gone'; agentId: string; legId: string; cause: number }
  | { type: 'signed-out'; agentId: string; sessionId: string }
  | { type: 'agent-saved'; agent: SavedAgent }
  /** Their user was deleted, which only happens to those who never had a call. */
  | { type: 'agent-removed'; agentId: string }
  | { type: 'customer-linked'; callId: string; customerId: string; customerName: string }
  | { type: 'configured'; configuration: Configuration }
  /** Numbers were put on lists of numbers without calls, or taken from them; nothing else of the configuration has changed. */
  | { type: 'numbers-listed'; numberLists: Configuration['numberLists'] }
  /** The media server restarted: no leg of before exists. */
  | { type: 'media-server-restarted' };

/** Where whoever answers a call that begins without an agent goes. */
export type LeadsTo =
  | { readonly kind: 'queue'; readonly queueId: string }
  | { readonly kind: 'menu'; readonly menuId: string };

/** Whom a call can be given to, or who can be asked in it (menus cannot). */
export type CallTarget =
  | Extract<Target, { kind: 'external' }>
  | { kind: 'agent'; agentId: string }
  | { kind: 'queue'; queueId: string }
  | { kind: 'menu'; menuId: string };

/** `keys` are sent to whoever answers outside. */
export type Target =
  | {
      kind: 'external';
      number: DialNumber;
      trunkId: string;
      callerId: string;
      keys?: string;
      /** Whether the line gets the 0 of long distance before it; by the company's rule where nothing is said, or nobody was asked. */
      addsZero?: boolean | 'ask';
    }
  | { kind: 'extension'; extension: string }
  /** Whoever of the queue is free. */
  | { kind: 'queue-number'; number: string };
