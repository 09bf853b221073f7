/** Walks through a script as an agent would, without a call: variables stand by their names. */
import type { ScriptStep } from '@bahu/contract/scripts.ts';
import { follow, readAnswer } from '@bahu/domain/scripts/script.ts';
import { renderText } from '@bahu/domain/scripts/variables.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScriptStepView } from '../../../ui/agent-script/step-view.tsx';

export function StepPreview({ steps }: { steps: readonly ScriptStep[] }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<readonly { stepId: string; value: string }[]>([]);
  const { behind, at } = follow(steps, answers);
  const said = behind.map(({ step: { id, title, options }, value }) => ({
    stepId: id,
    title,
    answer: options.find((option) => option.value === value)?.label ?? value,
  }));
  return (
    <section className="script-preview" aria-label={t('scripts.preview')}>
      <h3>{t('scripts.preview')}</h3>
      <ScriptStepView
        step={at && { ...at, text: renderText(at.text, (name) => `【${name}】`) }}
        behind={said}
        isWaiting={false}
        onAnswer={(value) => {
          const kept = at && readAnswer(at, value);
          if (at && kept !== null) setAnswers([...answers, { stepId: at.id, value: kept }]);
        }}
        onBack={() => setAnswers(answers.slice(0, -1))}
      />
    </section>
  );
}
