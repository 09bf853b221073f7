/** Writing down what a contact was about. The draft is kept until it is saved. */
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { Button, ConfigProvider } from 'antd';
import { StickyNote } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../../../lib/format.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useActionKey, useKey } from '../../../lib/keys.ts';
import { useIsHandheld } from '../../../lib/layout.ts';
import { useTopic } from '../../../lib/services.tsx';
import { useIsTyping } from '../../../lib/use-is-typing.ts';
import { FormSections } from '../../../ui/form/form-sections.tsx';
import { KeyMark } from '../../../ui/marks.tsx';
import { CodeOfNote, type NoteCode } from '../../../ui/wrap-up-code/note-code.tsx';
import { withPhrase } from './phrases.ts';
import { RecentPhrases } from './recent-phrases.tsx';
import { ReminderField } from './reminder-field.tsx';
import { useFollowUp, type FollowUpDraft, type FollowUpTarget } from './use-follow-up.ts';
import { useNextKey } from './use-next-key.ts';

export function FollowUpForm({ of }: { of: FollowUpTarget }) {
  const { t } = useTranslation();
  const draft = useFollowUp(of);
  const { form, sections, problem } = draft;
  const canSave = form.isEditable && (of.customer !== null || of.card.isEditable);
  const code = useRef<NoteCode>(null);
  /** Whoever is done with a call that wants a code is asked for it first, once. */
  function act(): void {
    if (draft.step !== 'save' && code.current?.isMissing()) code.current.ask(draft.act);
    else draft.act();
  }
  useHotkey(fixedKeys.saveFollowUp, act, canSave);
  const nextDoes = useNextKey(draft, act, canSave);
  const nextKey = useKey('next');
  const fields = useCaret(draft.isTalking);
  useActionKey('note', () => noteIn(fields)?.focus());
  if (!form.isEditable) return null;
  const addPhrase = (phrase: string): void => {
    form.change({ content: withPhrase(form.values.content, phrase, t('customers.followUp.phraseSeparator')) });
    noteIn(fields)?.focus();
  };
  const hasContent = form.values.content.trim() !== '';
  return (
    <>
      <div className="section-head">
        <StickyNote size={15} aria-hidden />
        <h2>{t('customers.followUp.title')}</h2>
        <span className="fill" />
        {form.keptAt !== null && hasContent && (
          <span className="hint small">{t('customers.followUp.draft', { time: clockTime(form.keptAt) })}</span>
        )}
      </div>
      <div ref={fields} className="scroll fill follow-up has-two-columns" onKeyDown={leaveText}>
        <ConfigProvider componentSize="small">
          <FormSections form={form} sections={sections} />
        </ConfigProvider>
        <CodeOfNote key={draft.callId} callId={draft.callId} hasRung={draft.hasRung} handle={code} />
        <ReminderField draft={draft} />
        <RecentPhrases onChoose={addPhrase} />
        <div className="tone-alarm toned small" role="alert">
          {problem}
        </div>
      </div>
      <div className="section-foot">
        {canSave ? (
          <SaveButton
            draft={draft}
            act={act}
            keys={nextDoes === 'go-on' && nextKey !== '' ? nextKey : fixedKeys.saveFollowUp}
          />
        ) : (
          <span className="hint">{t('customers.followUp.needsCustomer')}</span>
        )}
        {nextDoes === 'hang-up' && nextKey !== '' && (
          <span className="hint small">
            {t('customers.followUp.hangUpAndNext')} <KeyMark keys={nextKey} />
          </span>
        )}
        {canSave && form.keptAt !== null && (
          <Button onClick={() => form.discard()}>{t('customers.followUp.clear')}</Button>
        )}
      </div>
    </>
  );
}

interface SaveProps {
  draft: FollowUpDraft;
  act: () => void;
  keys: string;
}

function SaveButton({ draft: { form, step, callId }, act, keys }: SaveProps) {
  const { t } = useTranslation();
  const desk = useTopic('desk');
  const isReady = desk?.chosen === 'ready';
  const isWrapUp = callId !== null && desk?.wrapUpCallId === callId;
  const words = {
    save: t('customers.followUp.save'),
    'save-and-next': t(isReady ? 'customers.followUp.saveAndNext' : 'customers.followUp.saveAndClose'),
    next: isReady
      ? t('customers.followUp.next')
      : t(isWrapUp ? 'phone.state.finishWrapUp' : 'customers.followUp.close'),
  };
  return (
    <Button type="primary" className="follow-up-save" disabled={form.isWaiting} loading={form.isSaving} onClick={act}>
      {words[step]} <KeyMark keys={keys} />
    </Button>
  );
}

/** Then keys choose. */
function leaveText({ key, target, nativeEvent }: KeyboardEvent): void {
  if (key === 'Escape' && target instanceof HTMLTextAreaElement && !nativeEvent.isComposing) target.blur();
}

const noteIn = (fields: RefObject<HTMLDivElement | null>): HTMLTextAreaElement | null | undefined =>
  fields.current?.querySelector('[data-field=content] textarea');

/** Whoever answers writes next: the caret stands in the note as soon as they talk, unless they type elsewhere, or would have keys drawn over half the page. */
function useCaret(isTalking: boolean): RefObject<HTMLDivElement | null> {
  const fields = useRef<HTMLDivElement>(null);
  const isTyping = useIsTyping();
  const isHandheld = useIsHandheld();
  const isTypingNow = useRef(isTyping);
  useEffect(() => {
    const isInDialog = document.activeElement?.closest('[role=dialog]');
    if (!isTalking || isHandheld || isTypingNow.current() || isInDialog) return;
    noteIn(fields)?.focus();
  }, [isHandheld, isTalking]);
  return fields;
}
