/** What the address of the calls' page may carry. */
import { callOutcomes, codeStates, directions } from '@bahu/contract/calls.ts';
import type { Shape } from '../../../lib/search.ts';

export const callsShape = {
  number: 'text',
  name: 'text',
  time: 'time',
  direction: directions,
  outcome: callOutcomes,
  agent: 'id',
  queue: 'id',
  customer: 'id',
  /** A wrap-up code that it has, and calls whose code is missing or came late. */
  code: 'id',
  codes: codeStates,
  /** Made on another device, with a local recording. */
  elsewhere: 'flag',
  /** Sounded poor for a while. */
  poor: 'flag',
  /** Refused for this entry of a list of numbers. */
  entry: 'id',
  /** The call whose details are shown beside the list. */
  open: 'id',
} as const satisfies Shape;

/** What the server takes as a number or a part of one. */
export const numberPattern = /^[0-9+ -]{3,32}$/;
