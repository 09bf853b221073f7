/** The text after a call (挂机短信, SPEC A4.8): for which calls there is one, what is done with it, and what may stand in it. */
import { renderText, variablesIn } from '../scripts/variables.ts';

export const hangUpModes = ['off', 'ask', 'send'] as const;
export type HangUpMode = (typeof hangUpModes)[number];

/** Each has a text of its own; without one nothing is sent. */
export const hangUpCases = ['outboundUnanswered', 'outboundAnswered', 'inboundUnanswered', 'inboundAnswered'] as const;
export type HangUpCase = (typeof hangUpCases)[number];
export type HangUpTexts = Readonly<Record<HangUpCase, string>>;

export const longestMessage = 500;

export const messageVariables = [
  'customer.name',
  'customer.title',
  'agent.name',
  'agent.extension',
  'company.name',
] as const;
export type MessageVariable = (typeof messageVariables)[number];

/** Names in braces that stand for nothing. */
export const unknownIn = (text: string): string[] =>
  variablesIn(text).filter((name) => !messageVariables.some((known) => known === name));

/** The text as it is sent: a variable without a value leaves nothing behind. */
export const fillMessage = (text: string, values: Readonly<Record<MessageVariable, string>>): string =>
  renderText(text, (name) => values[name as MessageVariable] ?? '', '').trim();

export interface EndedCall {
  readonly direction: 'inbound' | 'outbound' | 'internal';
  /** Of the other party, as `domain/numbers` makes it; empty where it is withheld. */
  readonly number: string;
  /** Somebody talked with them; a message that was left is no answer. */
  readonly isAnswered: boolean;
  /** An agent has it or had it, who can be asked. */
  readonly hasAgent: boolean;
  /** A list of numbers has something against calling them. */
  readonly isListed: boolean;
}

/** Mobiles of China: messages reach nothing else for certain, and neither landlines, short numbers nor emergency numbers. */
export const takesMessages = (number: string): boolean => /^\+861(?!79)[3-9]\d{9}$/.test(number);

const caseOf = ({
  direction,
  isAnswered,
}: Pick<EndedCall, 'isAnswered'> & { direction: 'inbound' | 'outbound' }): HangUpCase =>
  `${direction}${isAnswered ? 'Answered' : 'Unanswered'}`;

export type HangUpStep = { readonly do: 'ask' | 'send'; readonly text: string } | { readonly do: 'nothing' };
const nothing: HangUpStep = { do: 'nothing' };

/** What follows from the end of a call. Where nobody can be asked, asking is not sending. */
export function afterCall(call: EndedCall, mode: HangUpMode, texts: HangUpTexts): HangUpStep {
  const { direction, number, hasAgent, isListed } = call;
  if (mode === 'off' || direction === 'internal' || !takesMessages(number) || isListed) return nothing;
  const text = texts[caseOf({ ...call, direction })].trim();
  if (text === '' || (mode === 'ask' && !hasAgent)) return nothing;
  return { do: mode, text };
}
