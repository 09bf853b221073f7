/** The transfer panel under the phone bar, not modal: who hears whom, what can be done, and where the call can go. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import type { InputRef } from 'antd';
import { PhoneForwarded } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { Circles } from './circles.tsx';
import { HearingSentence } from './hearing-sentence.tsx';
import { ParkButton, StepButtons } from './step-buttons.tsx';
import { StoryList } from './story-list.tsx';
import type { StoryStep } from './story.ts';
import { TransferDirectory } from './transfer-directory.tsx';
import type { CallSteps } from './use-call-steps.ts';
import './transfer.css';

interface Props {
  call: LiveCall;
  steps: CallSteps;
  story: readonly StoryStep[];
  onClose: () => void;
}

export default function TransferPanel({ call, steps, story, onClose }: Props) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  useHotkey('Escape', onClose);
  const mode = call.phase === 'consulting' || call.phase === 'conference' ? call.phase : 'choose';
  const again = () => {
    steps.again();
    field.current?.focus();
  };
  return (
    <section className="transfer-panel" role="dialog" aria-label={t('transfers.title')}>
      <div className="transfer-call column">
        <div className="transfer-head row">
          <PhoneForwarded size={16} aria-hidden />
          <h2>{t('transfers.title')}</h2>
          <span className={mode === 'choose' ? 'second cut' : 'second whole'}>{t(`transfers.modes.${mode}`)}</span>
          <span className="fill" />
          {mode !== 'choose' && <span className="hint cut">{t('transfers.rule')}</span>}
        </div>
        <div className="transfer-body scroll">
          <Circles call={call} steps={steps} />
          <HearingSentence call={call} />
          {mode === 'choose' && <p className="hint">{t('transfers.advice')}</p>}
          {mode === 'choose' && <ParkButton steps={steps} />}
          {mode !== 'choose' && <StepButtons call={call} steps={steps} onAgain={again} />}
          <StoryList steps={story} />
        </div>
      </div>
      <TransferDirectory call={call} steps={steps} field={field} onClose={onClose} />
    </section>
  );
}
