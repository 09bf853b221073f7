/** The wrap-up code of the call that a note is about: chosen in the call, behind it, or late. */
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { Clock } from 'lucide-react';
import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useNow } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { KeyMark, Tag } from '../marks.tsx';
import { useDayTime } from '../moment.tsx';
import { CodePicker } from './code-picker.tsx';
import { dueTimes } from './due-times.ts';
import { codeWords } from './picking.ts';
import { useChooseCode, useWrapUps, type Choice } from './use-wrap-ups.ts';

/** What the form of the note asks for. */
export interface NoteCode {
  /** The call wants a code of the reader’s and has none. */
  isMissing(): boolean;
  /** Asks for it; what then goes on, does so as soon as it is chosen. */
  ask(goOn: () => void): void;
}

interface Props {
  callId: string | null;
  /** While it rings there is nothing to say of it. */
  hasRung: boolean;
  handle: Ref<NoteCode>;
}

export function CodeOfNote({ callId, hasRung, handle }: Props) {
  const { t, i18n } = useTranslation();
  const { userId } = useMe();
  const answer = useWrapUps(callId, hasRung);
  const own = answer.data?.agents.find(({ agentId }) => agentId === userId);
  const groups = answer.data?.groups ?? [];
  const field = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<{ goOn: () => void } | null>(null);
  const [isChanging, setIsChanging] = useState(false);
  const choosing = useChooseCode(callId, () => {
    setIsChanging(false);
    setAsked(null);
    asked?.goOn();
  });
  const isOpen = own !== undefined && own.can.includes('choose') && groups.length > 0;
  useImperativeHandle(handle, () => ({
    isMissing: () => isOpen && own.isRequired && own.code === null && asked === null,
    ask(goOn) {
      setAsked({ goOn });
      field.current?.focus();
    },
  }));
  const isPicking = own?.code === null || isChanging;
  /** At once: the next key is the group's. */
  function reach(): void {
    flushSync(() => setIsChanging(true));
    field.current?.focus();
  }
  useHotkey(fixedKeys.code, reach, isOpen);
  if (!isOpen) return null;
  const pick = (choice: Choice): void => {
    // The same one again changes nothing but closes the list.
    if (choice.codeId === own.code?.id && choice.dueAt === undefined) setIsChanging(false);
    else choosing.mutate(choice);
  };
  return (
    <div className="labelled" role="group" aria-label={t('wrapUpCodes.choice.label')}>
      <span className="label">
        <span className="row">
          {t('wrapUpCodes.choice.label')}
          {own.isRequired && own.code === null && <Tag tone="ringing">{t('wrapUpCodes.choice.required')}</Tag>}
          <KeyMark keys={fixedKeys.code} />
        </span>
      </span>
      {own.code !== null && (
        <div className="row">
          <button
            type="button"
            className="chip is-chosen"
            aria-expanded={isChanging}
            title={t('wrapUpCodes.choice.change')}
            onClick={reach}
          >
            {codeWords(own.code, i18n.language)}
          </button>
          {own.isLate && <Tag>{t('wrapUpCodes.choice.late')}</Tag>}
        </div>
      )}
      {isPicking && (
        <CodePicker
          field={field}
          groups={groups}
          chosen={own.code?.id ?? null}
          isWaiting={choosing.isPending}
          onPick={(codeId) => pick({ codeId })}
          onLeave={() => setIsChanging(false)}
        />
      )}
      {asked && <span className="hint small">{t('wrapUpCodes.choice.askedHint')}</span>}
      {own.code !== null && own.dueAt !== null && (
        <DueTimes
          dueAt={own.dueAt}
          isWaiting={choosing.isPending}
          onChoose={(dueAt) => pick({ codeId: own.code!.id, dueAt })}
        />
      )}
      {own.nextAction === 'block' && <span className="hint small">{t('wrapUpCodes.choice.blocked')}</span>}
    </div>
  );
}

function DueTimes({
  dueAt,
  isWaiting,
  onChoose,
}: {
  dueAt: string;
  isWaiting: boolean;
  onChoose: (dueAt: string) => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const say = useDayTime();
  return (
    <>
      <span className="hint small row">
        <Clock size={12} aria-hidden />
        {t('wrapUpCodes.choice.due', { time: say(dueAt) })}
      </span>
      <span className="chips">
        {dueTimes(now).map(({ name, at }) => (
          <button
            key={name}
            type="button"
            className="chip"
            disabled={isWaiting}
            onClick={() => onChoose(new Date(at).toISOString())}
          >
            {t(`wrapUpCodes.choice.times.${name}`)}
          </button>
        ))}
      </span>
    </>
  );
}
