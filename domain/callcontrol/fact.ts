/**
 * Facts: what happened in a call, in order. They are the route that people read and the record that nothing is lost. They carry ids: what somebody or
 * something is called is looked up when a fact is shown.
 */
import type { Why } from '../queues/why.ts';
import type { Direction, HangupSide } from './call.ts';
import type { Outcome } from './outcome.ts';

/** Whom a fact is about: one of these, by id, else by number. */
export interface Who {
  agentId?: string;
  queueId?: string;
  menuId?: string;
  number?: string;
}

export type Fact =
  /** `trunkId`: by which trunk, of calls from and to outside. */
  | { type: 'started'; direction: Direction; number: string; line: string; trunkId: string | null }
  /** The number is kept apart from the route as it is written, see the schema. */
  | { type: 'caller-withheld'; number: string }
  | { type: 'menu-entered'; menuId: string }
  | { type: 'key-pressed'; key: string }
  | { type: 'invalid-key' }
  | { type: 'no-key' }
  | { type: 'extension-entered'; extension: string }
  | { type: 'extension-unavailable'; extension: string }
  | { type: 'queue-entered'; queueId: string; position: number }
  | { type: 'queue-full'; queueId: string }
  | { type: 'queue-timeout'; queueId: string; seconds: number }
  /** Nobody is there to answer. */
  | { type: 'queue-empty'; queueId: string }
  /** Where the caller goes whom a queue does not keep. */
  | ({ type: 'overflowed' } & Who)
  | ({ type: 'overflow-missed'; outcome: Outcome } & Who)
  | { type: 'callback-booked'; queueId: string; number: string }
  /** A call without anybody in it stands in the queue for who is called back. */
  | { type: 'callback-waits'; queueId: string; attempt: number }
  | { type: 'callback-failed'; queueId: string }
  /** `why`: how a queue came to choose them; nothing where they were asked for by name. */
  | { type: 'agent-offered'; agentId: string; extension: string; why?: Why }
  | { type: 'agent-missed'; agentId: string; extension: string; outcome: Outcome; seconds: number }
  | { type: 'agent-answered'; agentId: string; extension: string; seconds: number }
  | { type: 'dialed'; number: string }
  | { type: 'alerting' }
  | { type: 'early-media' }
  | { type: 'connected'; seconds: number }
  | { type: 'held'; agentId: string }
  | { type: 'resumed'; agentId: string; seconds: number }
  | { type: 'digits-sent'; count: number }
  | { type: 'consulting'; agentId: string }
  | ({ type: 'consult-answered' } & Who)
  | ({ type: 'consult-missed'; outcome: Outcome } & Who)
  | { type: 'consult-ended'; agentId: string }
  | { type: 'swapped'; agentId: string }
  | { type: 'merged'; agentId: string; count: number }
  | ({ type: 'party-left' } & Who)
  | ({ type: 'transferred'; byAgentId: string } & Who)
  | ({ type: 'transfer-answered' } & Who)
  | ({ type: 'transfer-missed'; outcome: Outcome } & Who)
  /** The mobile of an agent who cannot be rung: its number is theirs, and no matter of the route. */
  | { type: 'mobile-called' | 'mobile-answered'; agentId: string }
  | { type: 'mobile-missed'; agentId: string; outcome: Outcome }
  /** Without an agent where nobody takes a call back. */
  | { type: 'parked'; agentId?: string; slot: string }
  | { type: 'picked-up'; agentId: string; fromAgentId: string | null }
  /** Who only listens or whispers leaves nothing in a route that agents read; what supervisors do is audited. */
  | { type: 'barged-in'; supervisorId: string; agentId: string }
  | { type: 'taken-over'; supervisorId: string; agentId: string }
  | { type: 'forced-off'; supervisorId: string }
  | { type: 'nothing-heard' }
  | { type: 'heard-again' }
  /** No sound comes from an agent, so the others hear nothing of them. */
  | { type: 'agent-unheard'; agentId: string }
  | { type: 'agent-heard-again'; agentId: string }
  | { type: 'answered-without-audio' }
  | { type: 'agent-lost'; agentId: string }
  | { type: 'agent-back'; agentId: string; seconds: number }
  /** `agentId`: in whose box; without it, it is for whoever the call was for. */
  | { type: 'voicemail-started'; agentId?: string }
  | { type: 'voicemail-full'; agentId: string }
  | { type: 'voicemail-left'; seconds: number }
  /** Nothing was said. */
  | { type: 'voicemail-empty' }
  | { type: 'goodbye' }
  | { type: 'reconciled' }
  /** `entryId`: what a list has against the number (`screening.ts`); `number`: which was to be called. */
  | { type: 'refused'; reason: string; entryId?: string; number?: string }
  | { type: 'ended'; outcome: Outcome; side: HangupSide; cause: number };

export type FactType = Fact['type'];

/** A fact with its place: `seq` counts from 1 within the call, `at` is epoch milliseconds. */
export interface RecordedFact {
  readonly callId: string;
  readonly seq: number;
  readonly at: number;
  readonly fact: Fact;
}
