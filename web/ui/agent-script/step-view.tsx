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
  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTextField(document.activeElement) || isWaiting) return;
    const option = step?.answer === 'choice' ? step.options[Number(event.key) - 1] : undefined;
    if (option) onAnswer(option.value);
    else if (event.key === 'Backspace' && behind.length > 0) onBack();
    else if (event.key === 'Enter' && step?.answer === 'none' && event.target === event.currentTarget) onAnswer('');
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
        <Asked key={`${step.id} ${behind.length}`} step={step} isWaiting={isWaiting} onAnswer={onAnswer} />
      ) : (
        <p>{t('scripts.run.end')}</p>
      )}
      {behind.length > 0 && (
        <button type="button" className="link small row" disabled={isWaiting} onClick={onBack}>
          <ChevronLeft size={12} aria-hidden />
          {t('scripts.run.back')} <Keycap>⌫</Keycap>
        </button>
      )}
    </div>
  );
}

function Asked({ step, isWaiting, onAnswer }: { step: Step; isWaiting: boolean; onAnswer: (value: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  if (step.answer === 'choice')
    return (
      <>
        <p className="script-text">{step.text}</p>
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
      <p className="script-text">{step.text}</p>
      <div className="row">
        {isTyped && (
          <PlainInput
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
