/** The draft of a follow-up, and saving it. */
import type { Customer, customerRoutes } from '@bahu/contract/customers.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../../lib/drafts.ts';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useServices, useTopic } from '../../../lib/services.tsx';
import { useDayTime } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { reminderAt, type ReminderChoice } from './reminder.ts';

type NewFollowUp = Input<typeof customerRoutes.addFollowUp>['body'];
export type FollowUpValues = Omit<NewFollowUp, 'callId' | 'remindAt'> & {
  reminder: ReminderChoice;
  customReminder: string;
};

export interface FollowUpDraft {
  values: FollowUpValues;
  keptAt: number | null;
  hasContent: boolean;
  problem: string | null;
  isSaving: boolean;
  change: (part: Partial<FollowUpValues>) => void;
  clear: () => void;
  save: () => void;
}

/** Most follow-ups are written during or after a call that was answered. */
const usual: FollowUpValues = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'processing',
  channel: 'phone',
  content: '',
  reminder: 'none',
  customReminder: '',
};

/** What a call's end says about the call state of its follow-up. */
const stateOfOutcome: Readonly<Record<string, FollowUpValues['callState']>> = {
  'no-answer': 'no-answer',
  busy: 'busy',
  refused: 'refused',
  'invalid-number': 'wrong-number',
};

/** The call that a follow-up is about: the one that opened the page, or the one that is on with this customer now. */
function useCallOf(
  customer: Customer | null,
  opener: string | null,
): { callId: string | null; outcome: string | null } {
  const call = useTopic('desk')?.call;
  const isOn = call && (customer ? call.customerId === customer.id : call.callId === opener);
  return { callId: isOn ? call.callId : opener, outcome: (isOn && call.outcome) || null };
}

export function useFollowUp(customer: Customer | null, opener: string | null): FollowUpDraft {
  const { t } = useTranslation();
  const { clock } = useServices();
  const { callId, outcome } = useCallOf(customer, opener);
  const draft = useDraft<FollowUpValues>(`follow-up ${customer?.id ?? opener ?? 'new'}`);
  const [problem, setProblem] = useState<string | null>(null);
  const callState = (outcome && stateOfOutcome[outcome]) || usual.callState;
  const values: FollowUpValues = { ...usual, stage: customer?.stage ?? '', callState, ...draft.values };
  const saving = useSaveFollowUp(customer, callId, draft.clear);
  const hasContent = values.content.trim() !== '';

  function save(): void {
    const remindAt = reminderAt(values.reminder, values.customReminder, clock.now());
    const lack = !hasContent
      ? t('customers.followUp.missingContent')
      : values.reminder !== 'none' && !remindAt
        ? t('customers.followUp.pastTime')
        : null;
    setProblem(lack);
    if (lack || saving.isPending || !customer) return;
    const { reminder: _, customReminder: __, ...body } = values;
    saving.mutate({
      ...body,
      content: body.content.trim(),
      ...(callId ? { callId } : {}),
      ...(remindAt ? { remindAt } : {}),
    });
  }
  return {
    values,
    keptAt: draft.keptAt,
    hasContent,
    problem,
    isSaving: saving.isPending,
    save,
    change(part) {
      setProblem(null);
      draft.change(part);
    },
    clear() {
      setProblem(null);
      draft.clear();
    },
  };
}

function useSaveFollowUp(customer: Customer | null, callId: string | null, onSaved: () => void) {
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const say = useDayTime();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (body: NewFollowUp) => api.customers.addFollowUp({ params: { id: customer?.id ?? '' }, body }),
    onSuccess({ customerId, remindAt }) {
      onSaved();
      toasts.done(
        remindAt ? t('customers.followUp.savedRemind', { time: say(remindAt) }) : t('customers.followUp.saved'),
      );
      void queries.invalidateQueries({ queryKey: queryKeys.history(customerId) });
      void queries.invalidateQueries({ queryKey: queryKeys.customer(customerId) });
      if (callId) void queries.invalidateQueries({ queryKey: queryKeys.ofCall(callId) });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
