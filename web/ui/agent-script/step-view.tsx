/** A step of a script as it is read: the text, answers by keys, and the way back. */
import type { ScriptRun } from '@bahu/contract/scripts.ts';
import { Button } from 'antd';
import { ChevronLeft } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isTextField } from '../../lib/hotkeys.ts';
import { Keycap } from '../marks.tsx';
import { PlainInput } from '../plain-input.tsx';
import './agent-script.css';

type Step = Omit<NonNullable<ScriptRun['step']>, 'options'> & { options: readonly { value: string; label: string }[] };
interface Props {
  /** Null at the end. */
  step: Step | null;
  behind: ScriptRun['behind'];
  isWaiting: boolean;
  onAnswer: (value: string) => void;
  onBack: () => void;
}

/** Digits choose and Backspace goes back while the focus is in it and nothing is typed. */
export function ScriptStepView({ step, behind, isWaiting, onAnswer, onBack }: Props) {
  const { t } = useTranslation();
  /** Whoever answers goes on answering: the next question has the focus. */
  const [isAnswering, setIsAnswering] = useState(false);
  function answer(value: string): void {
    setIsAnswering(true);
    onAnswer(value);
  }
  function back(): void {
    setIsAnswering(true);
    onBack();
  }
  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTextField(document.activeElement) || isWaiting) return;
    const option = step?.answer === 'choice' ? step.options[Number(event.key) - 1] : undefined;
    if (option) answer(option.value);
    else if (event.key === 'Backspace' && behind.length > 0) back();
    else if (event.key === 'Enter' && step?.answer === 'none' && !(event.target instanceof HTMLButtonElement))
      answer('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys answer while the focus is in it
    <div
      className="script-view"
      tabIndex={0}
      role="group"
      aria-label={step?.title || t('scripts.run.what')}
      onKeyDown={press}
    >
      {behind.length > 0 && (
        <ol className="script-behind hint small">
          {behind.slice(-3).map(({ stepId, title, answer }, at) => (
            <li key={`${behind.length - at} ${stepId}`} className="cut">
              {[title, answer].filter(Boolean).join('：')}
            </li>
          ))}
        </ol>
      )}
      {step ? (
        <Asked
          key={`${step.id} ${behind.length}`}
          step={step}
          isWaiting={isWaiting}
          takesFocus={isAnswering}
          onAnswer={answer}
        />
      ) : (
        <p>{t('scripts.run.end')}</p>
      )}
      {behind.length > 0 && (
        <button type="button" className="link small row" disabled={isWaiting} onClick={back}>
          <ChevronLeft size={12} aria-hidden />
          {t('scripts.run.back')} <Keycap>⌫</Keycap>
        </button>
      )}
    </div>
  );
}

const focus = (element: HTMLElement | null): void => element?.focus();

interface AskedProps {
  step: Step;
  isWaiting: boolean;
  takesFocus: boolean;
  onAnswer: (value: string) => void;
}

function Asked({ step, isWaiting, takesFocus, onAnswer }: AskedProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  if (step.answer === 'choice')
    return (
      <>
        <Said text={step.text} takesFocus={takesFocus} />
        <div className="chips">
          {step.options.map(({ value, label }, at) => (
            <button key={value} type="button" className="chip" disabled={isWaiting} onClick={() => onAnswer(value)}>
              {label} <Keycap>{at + 1}</Keycap>
            </button>
          ))}
        </div>
      </>
    );
  const isTyped = step.answer !== 'none';
  const hints = { none: '', number: t('scripts.run.number'), date: t('scripts.run.date'), text: t('scripts.run.text') };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWaiting) onAnswer(typed);
      }}
    >
      <Said text={step.text} takesFocus={takesFocus && !isTyped} />
      <div className="row">
        {isTyped && (
          <PlainInput
            {...(takesFocus && { ref: focus })}
            size="small"
            aria-label={step.title || t('scripts.run.answer')}
            placeholder={hints[step.answer]}
            maxLength={1000}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
        <Button size="small" htmlType="submit" loading={isWaiting}>
          {t('scripts.run.next')} <Keycap>Enter</Keycap>
        </Button>
      </div>
    </form>
  );
}

function Said({ text, takesFocus }: { text: string; takesFocus: boolean }) {
  return (
    <p className="script-text" tabIndex={-1} {...(takesFocus && { ref: focus })}>
      {text}
    </p>
  );
}
