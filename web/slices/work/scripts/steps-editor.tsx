/** The steps of a script in its form: what is said, what is asked, where it leads, and what is wrong with it. */
import { scriptLimits, type ScriptStep } from '@bahu/contract/scripts.ts';
import { scriptErrors, type ScriptError, type ScriptField } from '@bahu/domain/scripts/check.ts';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { StepEditor } from './step-editor.tsx';
import { StepPreview } from './step-preview.tsx';
import { changedStep, movedStep, withoutStep, withStep } from './step-list.ts';
import './scripts.css';

interface Props {
  id: string;
  steps: readonly ScriptStep[];
  fields: readonly ScriptField[];
  isDisabled: boolean;
  onChange: (steps: ScriptStep[]) => void;
}

export function StepsEditor({ id, steps, fields, isDisabled, onChange }: Props) {
  const { t } = useTranslation();
  const errors = scriptErrors(steps, fields);
  return (
    <div id={id} className="script-steps">
      <ol>
        {steps.map((step, index) => (
          <StepEditor
            key={step.id}
            step={step}
            place={index + 1}
            steps={steps}
            fields={fields}
            errors={errors.filter(({ stepId }) => stepId === step.id)}
            isDisabled={isDisabled}
            onChange={(part) => onChange(changedStep(steps, step.id, part))}
            onMove={(by) => onChange(movedStep(steps, step.id, by))}
            onRemove={() => onChange(withoutStep(steps, step.id))}
          />
        ))}
      </ol>
      {!isDisabled && steps.length < scriptLimits.steps && (
        <Button
          size="small"
          type="text"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange(withStep(steps))}
        >
          {t('scripts.step.add')}
        </Button>
      )}
      <StepErrors errors={errors.filter(({ stepId }) => stepId === null)} />
      {steps.length > 0 && errors.length === 0 && <StepPreview key={JSON.stringify(steps)} steps={steps} />}
    </div>
  );
}

export function StepErrors({ errors }: { errors: readonly ScriptError[] }) {
  const { t } = useTranslation();
  if (errors.length === 0) return null;
  return (
    <ul className="tone-alarm toned small">
      {errors.map(({ rule, about }) => (
        <li key={`${rule} ${about}`}>{t(`scripts.rules.${rule}`, { about })}</li>
      ))}
    </ul>
  );
}
