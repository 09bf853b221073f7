/** The form of a follow-up: what it holds, and how it is saved. The draft is kept until it is. */
import { type Customer } from '@bahu/contract/customers.ts';
import { NewFollowUp, type FollowUp } from '@bahu/contract/follow-ups.ts';
import { labelsOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { followUpFieldKeys, followUpFields, type FollowUpFieldKey } from '@bahu/domain/fields/follow-up-fields.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../../../lib/api.ts';
import { noteForm } from '../../../lib/drafts.ts';
import { failureText, fieldFailures } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi, useServices, useTopic } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions, useTabMark } from '../../../lib/tabs-context.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { fieldSections } from '../../../ui/fields/form-field.ts';
import { designedValues, sentFields, withDesigned, type DesignedValues } from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Field, Section } from '../../../ui/form/fields.ts';
import { useEntityForm, type EntityForm } from '../../../ui/form/use-entity-form.ts';
import { useDayTime } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useCallOf, type CallOfNote } from './use-call-of-note.ts';
import { phrasesKey } from './recent-phrases.tsx';
import { reminderAt, type ReminderChoice } from './reminder.ts';
import type { CustomerValues } from './use-customer-form.ts';

type Own = Pick<FollowUp, FollowUpFieldKey>;
/** A choice that was taken back is null. */
type FollowUpValues = DesignedValues &
  Omit<Own, 'stage'> & { stage: Own['stage'] | null; reminder: ReminderChoice; customReminder: string };

/** What a follow-up is about, and the page that it is written on. */
export interface FollowUpTarget {
  /** Null while the caller is nobody who is known. */
  customer: Customer | null;
  /** The call that opened the page. */
  callId: string | null;
  path: string;
  card: EntityForm<CustomerValues, Customer>;
  onCreated: (customer: Customer) => void;
  /** While something is being saved the page stays what it is. */
  onBusy: (isBusy: boolean) => void;
}

export interface FollowUpDraft {
  form: EntityForm<FollowUpValues>;
  sections: readonly Section<FollowUpValues>[];
  /** What is wrong with the reminder. */
  problem: string | null;
  /** Answered and up: what is said in it is written down now. */
  isTalking: boolean;
  hasRung: boolean;
  callId: string | null;
  /** What the button and its key do: save alone, save and be ready for the next call, or that alone, where there is nothing to save. */
  step: 'save' | 'save-and-next' | 'next';
  change: (part: Partial<FollowUpValues>) => void;
  act: () => void;
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

interface Saved {
  written: FollowUp;
  /** Who was nobody before. */
  created: Customer | null;
  /** The last of the page: the call was over. */
  isLast: boolean;
}
/** The card could not be saved, and says why. */
class CardIncomplete extends Error {}

export function useFollowUp(target: FollowUpTarget): FollowUpDraft {
  const { customer, callId: opener, card, path, onBusy } = target;
  const { t } = useTranslation();
  const { clock } = useServices();
  const say = useDayTime();
  const call = useCallOf(customer, opener);
  const { saved, sections, fields } = useStart(customer, call);
  const [problem, setProblem] = useState<string | null>(null);
  const remindAt = ({ reminder, customReminder }: FollowUpValues) => reminderAt(reminder, customReminder, clock.now());
  const goOn = useNext(path, call.callId);
  const form = useEntityForm<FollowUpValues, Saved>({
    name: noteForm,
    id: null,
    draftOf: customer?.id ?? opener,
    isMarked: false,
    saved,
    schema: withDesigned(NewFollowUp, fields),
    sections,
    isEditable: useMay('follow-up.create'),
    failures: (error) =>
      error instanceof CardIncomplete ? { content: t('customers.followUp.cardFirst') } : fieldFailures(t, error),
    onSaved: useSaved(target, call, goOn),
    save: useSend(target, call, remindAt),
    savedText: ({ written: { remindAt: moment }, created }) =>
      moment
        ? t(`customers.followUp.${created ? 'savedBothRemind' : 'savedRemind'}`, { time: say(moment) })
        : t(`customers.followUp.${created ? 'savedBoth' : 'saved'}`),
  });
  const isBusy = form.isSaving || card.isSaving;
  useEffect(() => onBusy(isBusy), [isBusy, onBusy]);
  const hasChanges = form.changedCount + card.changedCount > 0;
  useTabMark(path, hasChanges);
  const step = !call.isOver ? 'save' : hasChanges ? 'save-and-next' : 'next';
  return {
    form,
    sections,
    problem,
    isTalking: call.isTalking,
    hasRung: call.hasRung,
    callId: call.callId,
    step,
    change(part) {
      setProblem(null);
      form.change(part);
    },
    act() {
      if (isBusy) return;
      if (step === 'next') return goOn();
      const isPast = form.values.reminder !== 'none' && !remindAt(form.values);
      setProblem(isPast ? t('customers.followUp.pastTime') : null);
      if (!isPast) form.save();
    },
  };
}

/** What the form begins with, and its fields. */
function useStart(customer: Customer | null, { callId, callState }: CallOfNote) {
  const { t } = useTranslation();
  const { fields } = useFields('follow-ups');
  const words = useFieldWords();
  const stage = customer?.stage ?? '';
  const saved: FollowUpValues = { ...usual, stage, callState, ...designedValues(fields, null, words) };
  const label = labelsOf(followUpFields, words.language).content;
  const placeholder = t('customers.followUp.contentHint');
  const content = { name: 'content', kind: 'textarea', label, rows: 5, isWide: true, placeholder } as const;
  const sections = fieldSections(fields, saved, words, t('ui.form.more'), { content: [content] });
  const asked = (field: Field<FollowUpValues>) => ({
    ...asChips(field),
    // What a call was, is known.
    isShown: field.name !== 'channel' || callId === null,
  });
  return { fields, saved, sections: sections.map((part) => ({ ...part, fields: part.fields.map(asked) })) };
}

/** What is chosen in every note, by a click or a key. */
const keysOf: Partial<Record<string, readonly string[]>> = {
  serviceType: ['1', '2', '3', '4', '5'],
  currentState: ['6', '7', '8', '9'],
};

/** A list that has got too long for chips stays a list. */
function asChips(field: Field<FollowUpValues>): Field<FollowUpValues> {
  const keys = keysOf[field.name];
  if (field.kind !== 'select' || !keys || field.options.length > keys.length) return field;
  const { options, name, label, isRequired } = field;
  return { kind: 'radio', name, label, options, keys, isWide: true, ...(isRequired !== undefined && { isRequired }) };
}

/** Writes it down. Whoever is about to leave the page leaves nothing unsaved; whoever is unknown becomes a customer. */
function useSend(
  { customer, card, onCreated }: FollowUpTarget,
  { callId, isOver }: CallOfNote,
  remindAt: (values: FollowUpValues) => string | null,
): (values: FollowUpValues, changes: Partial<FollowUpValues>, once: CallOptions) => Promise<Saved> {
  const api = useApi();
  const isCardSaved = customer !== null && (!isOver || card.changedCount === 0);
  // Made, though the note beside them failed: for as long as the page is not theirs yet.
  const made = useRef<Customer | null>(null);
  return async (values, changes, once) => {
    const of = isCardSaved ? customer : (made.current ?? (await card.saveAsPart()));
    if (!of) throw new CardIncomplete();
    const created = customer ? null : of;
    made.current = created;
    const [own, sent, moment] = [ownOf(values), sentFields(changes), remindAt(values)];
    const about = { ...(callId && { callId }), ...(moment && { remindAt: moment }), ...(sent && { fields: sent }) };
    const body = { ...own, content: own.content.trim(), ...about };
    const written = await api.customers.addFollowUp({ params: { id: of.id }, body }, once).catch((error: unknown) => {
      if (created) onCreated(created);
      throw error;
    });
    return { written, created, isLast: isOver };
  };
}

const ownOf = (values: FollowUpValues): Own =>
  Object.fromEntries(followUpFieldKeys.map((key) => [key, values[key] ?? ''])) as Own;

/** On to the next call: the page is done with, and the after-call work of its call is over. */
function useNext(path: string, callId: string | null): () => void {
  const { t } = useTranslation();
  const { api } = useServices();
  const { close } = useTabActions();
  const toasts = useToasts();
  const desk = useTopic('desk');
  return () => {
    close(path);
    if (callId !== null && desk?.wrapUpCallId === callId)
      api.desk.finishWrapUp().catch((error: unknown) => toasts.failed(failureText(t, error)));
  };
}

/** What shows the follow-up that was written is fetched again. */
function useSaved({ onCreated }: FollowUpTarget, { callId }: CallOfNote, goOn: () => void): (reply: Saved) => void {
  const queries = useQueryClient();
  return ({ written: { customerId }, created, isLast }) => {
    void queries.invalidateQueries({ queryKey: queryKeys.history(customerId) });
    void queries.invalidateQueries({ queryKey: queryKeys.customer(customerId) });
    if (callId) void queries.invalidateQueries({ queryKey: queryKeys.ofCall(callId) });
    void queries.invalidateQueries({ queryKey: phrasesKey });
    if (isLast) goOn();
    else if (created) onCreated(created);
  };
}
