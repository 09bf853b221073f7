/** The form of a follow-up: what it holds, and how it is saved. The draft is kept until it is. */
import { NewFollowUp, type Customer, type FollowUp } from '@bahu/contract/customers.ts';
import { labelsOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { followUpFieldKeys, followUpFields, type FollowUpFieldKey } from '@bahu/domain/fields/follow-up-fields.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi, useServices, useTopic } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { fieldSections } from '../../../ui/fields/form-field.ts';
import { designedValues, sentFields, withDesigned, type DesignedValues } from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Section } from '../../../ui/form/fields.ts';
import { useEntityForm, type EntityForm } from '../../../ui/form/use-entity-form.ts';
import { useDayTime } from '../../../ui/moment.tsx';
import { reminderAt, type ReminderChoice } from './reminder.ts';

type Own = Pick<FollowUp, FollowUpFieldKey>;
/** A choice that was taken back is null. */
type FollowUpValues = DesignedValues &
  Omit<Own, 'stage'> & { stage: Own['stage'] | null; reminder: ReminderChoice; customReminder: string };

export interface FollowUpDraft {
  form: EntityForm<FollowUpValues>;
  sections: readonly Section<FollowUpValues>[];
  /** What is wrong with the reminder. */
  problem: string | null;
  change: (part: Partial<FollowUpValues>) => void;
  save: () => void;
}

/** Most follow-ups are written during or after a call that was answered. */
const usual = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'processing',
  channel: 'phone',
  content: '',
  reminder: 'none',
  customReminder: '',
} as const satisfies Own & Pick<FollowUpValues, 'reminder' | 'customReminder'>;

/** What a call's end says about the call state of its follow-up. */
const stateOfOutcome: Readonly<Record<string, Own['callState']>> = {
  'no-answer': 'no-answer',
  busy: 'busy',
  refused: 'refused',
  'invalid-number': 'wrong-number',
};

/**
 * The call that a follow-up is about: the one that is on with this customer, or was last while the page is open, or the one that opened the page. How it
 * ended is what its record says, also when it has left the bar.
 */
function useCallOf(
  customer: Customer | null,
  opener: string | null,
): { callId: string | null; outcome: string | null } {
  const api = useApi();
  const call = useTopic('desk')?.call;
  const [latest, setLatest] = useState<string | null>(null);
  const isOn = call && (customer ? call.customerId === customer.id : call.callId === opener);
  if (isOn && call.callId !== latest) setLatest(call.callId);
  const callId = isOn ? call.callId : (latest ?? opener);
  const record = useQuery({
    queryKey: queryKeys.call(callId ?? ''),
    queryFn: ({ signal }) => api.calls.get({ params: { id: callId! } }, { signal }),
    enabled: useMay('call.read') && callId !== null && !(isOn && call.outcome === null),
  });
  return { callId, outcome: (isOn && call.outcome) || (record.data?.call.outcome ?? null) };
}

export function useFollowUp(customer: Customer | null, opener: string | null): FollowUpDraft {
  const { t } = useTranslation();
  const { api, clock } = useServices();
  const say = useDayTime();
  const { callId, outcome } = useCallOf(customer, opener);
  const { fields } = useFields('follow-ups');
  const words = useFieldWords();
  const [problem, setProblem] = useState<string | null>(null);
  const callState = (outcome && stateOfOutcome[outcome]) || usual.callState;
  const saved: FollowUpValues = {
    ...usual,
    stage: customer?.stage ?? '',
    callState,
    ...designedValues(fields, null, words),
  };
  const label = labelsOf(followUpFields, words.language).content;
  const placeholder = t('customers.followUp.contentHint');
  const content = { name: 'content', kind: 'textarea', label, rows: 5, isWide: true, placeholder } as const;
  const sections = fieldSections<FollowUpValues>(fields, saved, words, t('ui.form.more'), { content: [content] });
  const remindAt = ({ reminder, customReminder }: FollowUpValues) => reminderAt(reminder, customReminder, clock.now());
  const onSaved = useSaved(callId);
  const form = useEntityForm<FollowUpValues, FollowUp>({
    name: 'follow-up',
    id: null,
    draftOf: customer?.id ?? opener,
    isMarked: false,
    saved,
    schema: withDesigned(NewFollowUp, fields),
    sections,
    isEditable: useMay('follow-up.create'),
    save: (values, changes) => {
      const own = Object.fromEntries(followUpFieldKeys.map((key) => [key, values[key] ?? ''])) as Own;
      const [sent, moment] = [sentFields(changes), remindAt(values)];
      const about = { ...(callId && { callId }), ...(moment && { remindAt: moment }), ...(sent && { fields: sent }) };
      return api.customers.addFollowUp({
        params: { id: customer?.id ?? '' },
        body: { ...own, content: own.content.trim(), ...about },
      });
    },
    savedText: (written) =>
      written.remindAt
        ? t('customers.followUp.savedRemind', { time: say(written.remindAt) })
        : t('customers.followUp.saved'),
    onSaved,
  });
  return {
    form,
    sections,
    problem,
    change(part) {
      setProblem(null);
      form.change(part);
    },
    save() {
      const isPast = form.values.reminder !== 'none' && !remindAt(form.values);
      setProblem(isPast ? t('customers.followUp.pastTime') : null);
      if (!isPast && !form.isSaving && customer) form.save();
    },
  };
}

/** What shows the follow-up that was written is fetched again. */
function useSaved(callId: string | null): (written: FollowUp) => void {
  const queries = useQueryClient();
  return ({ customerId }) => {
    void queries.invalidateQueries({ queryKey: queryKeys.history(customerId) });
    void queries.invalidateQueries({ queryKey: queryKeys.customer(customerId) });
    if (callId) void queries.invalidateQueries({ queryKey: queryKeys.ofCall(callId) });
  };
}
