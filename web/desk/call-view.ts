/** How calls are named and coloured: one place for pill, tabs and page titles. */
import type { DeskState, LiveCall } from '@bahu/contract/realtime.ts';
import { choosesForLater } from '@bahu/domain/agents/state.ts';
import type { TFunction } from 'i18next';
import type { StateColour } from '../ui/theme.ts';

/** The desk of somebody who has chosen in a call, or in its after-call work, to be busy or away when it is over; null for everybody else. */
export const chosenNext = (desk: DeskState | null): DeskState | null =>
  desk && desk.chosen !== 'ready' && choosesForLater(desk.state) ? desk : null;

/** Colour of a call wherever it is marked; null once it is over. */
export function callTone(call: LiveCall | null): StateColour | null {
  if (!call || call.phase === 'ended') return null;
  return call.phase === 'ringing' || call.phase === 'reconnecting' ? 'ringing' : 'talking';
}

/** Whether the agent has a call, which one that has ended and is still shown is not. */
export const hasCall = (desk: Pick<DeskState, 'call'> | null): boolean =>
  Boolean(desk?.call && desk.call.phase !== 'ended');

/** Since when the state's timer runs: one's own call since its answer, everything else since the state began. */
export const timerStart = (desk: DeskState): string =>
  desk.state === 'talking' && desk.call?.isOwner && desk.call.answeredAt ? desk.call.answeredAt : desk.since;

/** Name of the other party, the number when nobody is known, or that it is withheld. */
export const partyName = (t: TFunction, call: Pick<LiveCall, 'customerName' | 'number'>): string =>
  call.customerName ?? (call.number || t('phone.line.withheld'));
/** Where a call's page is: the customer's, or the caller's while nobody is known. */
export const popAddress = (call: Pick<LiveCall, 'callId' | 'customerId'>): string =>
  call.customerId ? `/customers/${call.customerId}?call=${call.callId}` : `/pop/${call.callId}`;
/** Name and number as a tab's title; one of them where there is no other, and never nothing. */
export const popTitle = (t: TFunction, call: Pick<LiveCall, 'customerName' | 'number'>): string =>
  call.customerName && call.number ? `${call.customerName} ${call.number}` : partyName(t, call);

/** Calls that the person at the screen has placed bring their page at once; others bring it with their own answer. */
export const comesForward = ({
  answeredAt,
  phase,
  direction,
  isOwner,
}: Pick<LiveCall, 'answeredAt' | 'phase' | 'direction' | 'isOwner'>): boolean =>
  (answeredAt !== null && phase !== 'ringing') || (direction === 'outbound' && isOwner);
