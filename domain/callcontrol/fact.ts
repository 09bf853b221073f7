/** Facts: what happened in a call, in order. They are the route that people read and the record that nothing is lost. */
import type { Direction, HangupSide } from './call.ts';
import type { Outcome } from './outcome.ts';

export type Fact =
  | { type: 'started'; direction: Direction; number: string; line: string }
  /** The number is kept apart from the route as it is written, see the schema. */
  | { type: 'caller-withheld'; number: string }
  | { type: 'menu-entered'; menu: string }
  | { type: 'key-pressed'; key: string }
  | { type: 'invalid-key' }
  | { type: 'no-key' }
  | { type: 'extension-entered'; extension: string }
  | { type: 'extension-unavailable'; extension: string }
  | { type: 'queue-entered'; queue: string; position: number }
  | { type: 'queue-full'; queue: string }
  | { type: 'queue-timeout'; queue: string; seconds: number }
  | { type: 'agent-offered'; agent: string; extension: string }
  | { type: 'agent-missed'; agent: string; extension: string; outcome: Outcome; seconds: number }
  | { type: 'agent-answered'; agent: string; extension: string; seconds: number }
  | { type: 'dialed'; number: string }
  | { type: 'alerting' }
  | { type: 'early-media' }
  | { type: 'connected'; seconds: number }
  | { type: 'held'; agent: string }
  | { type: 'resumed'; agent: string; seconds: number }
  | { type: 'digits-sent'; count: number }
  | { type: 'consulting'; agent: string }
  /** Here and below, somebody is named by `agent` (also a queue or menu), else by `number`. */
  | { type: 'consult-answered'; agent: string; number: string }
  | { type: 'consult-missed'; agent: string; number: string; outcome: Outcome }
  | { type: 'consult-ended'; agent: string }
  | { type: 'swapped'; agent: string }
  | { type: 'merged'; agent: string; count: number }
  | { type: 'party-left'; agent: string; number: string }
  | { type: 'transferred'; by: string; agent: string; number: string }
  | { type: 'transfer-answered'; agent: string; number: string }
  | { type: 'transfer-missed'; agent: string; number: string; outcome: Outcome }
  | { type: 'parked'; agent: string; slot: string }
  | { type: 'picked-up'; agent: string; from: string }
  /** Who only listens or whispers leaves nothing in a route that agents read; what supervisors do is audited. */
  | { type: 'barged-in'; supervisor: string; agent: string }
  | { type: 'taken-over'; supervisor: string; agent: string }
  | { type: 'forced-off'; supervisor: string }
  | { type: 'nothing-heard' }
  | { type: 'heard-again' }
  | { type: 'answered-without-audio' }
  | { type: 'agent-lost'; agent: string }
  | { type: 'agent-back'; agent: string; seconds: number }
  | { type: 'voicemail-started' }
  | { type: 'voicemail-left'; seconds: number }
  | { type: 'goodbye' }
  | { type: 'reconciled' }
  | { type: 'refused'; reason: string }
  | { type: 'ended'; outcome: Outcome; side: HangupSide; cause: number };

export type FactType = Fact['type'];

/** A fact with its place: `seq` counts from 1 within the call, `at` is epoch milliseconds. */
export interface RecordedFact { readonly callId: string; readonly seq: number; readonly at: number; readonly fact: Fact }
