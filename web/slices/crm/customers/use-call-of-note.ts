/** The call that a follow-up is about, and what it says of it. */
import type { Customer } from '@bahu/contract/customers.ts';
import type { FollowUp } from '@bahu/contract/follow-ups.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../../../lib/records.ts';
import { useApi, useTopic } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';

export interface CallOfNote {
  callId: string | null;
  callState: FollowUp['callState'];
  isOver: boolean;
  /** Answered and up: what is said in it is written down now. */
  isTalking: boolean;
  /** Not one that still rings; whether anybody has talked in it, its record says. */
  hasRung: boolean;
}

/** What a call's end says about the call state of its follow-up. */
const stateOfOutcome: Readonly<Record<string, FollowUp['callState']>> = {
  'no-answer': 'no-answer',
  busy: 'busy',
  refused: 'refused',
  'invalid-number': 'wrong-number',
};

/**
 * The call that a follow-up is about: the one that is on with this customer, or was last while the page is open, or the one that opened the page. How it
 * ended is what its record says, also when it has left the bar.
 */
export function useCallOf(customer: Customer | null, opener: string | null): CallOfNote {
  const api = useApi();
  const desk = useTopic('desk');
  const call = desk?.call;
  const [latest, setLatest] = useState<string | null>(null);
  const isOn = call && (customer ? call.customerId === customer.id : call.callId === opener);
  if (isOn && call.callId !== latest) setLatest(call.callId);
  const callId = isOn ? call.callId : (latest ?? opener);
  const record = useQuery({
    queryKey: queryKeys.call(callId ?? ''),
    queryFn: ({ signal }) => api.calls.get({ params: { id: callId! } }, { signal }),
    enabled: useMay('call.read') && callId !== null && !(isOn && call.outcome === null),
  });
  const isUp = isOn === true && call.phase !== 'ended';
  const outcome = (isOn && call.outcome) || (record.data?.call.outcome ?? null);
  return {
    callId,
    callState: (outcome && stateOfOutcome[outcome]) || 'connected',
    isOver: desk !== null && callId !== null && !isUp,
    hasRung: !isUp || call.answeredAt !== null,
    isTalking: isUp && call.answeredAt !== null && call.phase !== 'ringing',
  };
}
