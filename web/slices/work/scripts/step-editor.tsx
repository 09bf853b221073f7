/** One step of a script. */
import { scriptLimits, type ScriptStep } from '@bahu/contract/scripts.ts';
import type { ScriptError, ScriptField } from '@bahu/domain/scripts/check.ts';
import { answerKinds } from '@bahu/domain/scripts/script.ts';
import { fieldVariable, scriptVariables } from '@bahu/domain/scripts/variables.ts';
import { Input, Select } from 'antd';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { withOption } from './step-list.ts';
import { StepErrors } from './steps-editor.tsx';

interface Props {
  step: ScriptStep;
  /** From 1. */
  place: number;
  steps: readonly ScriptStep[];
  fields: readonly ScriptField[];
  errors: readonly ScriptError[];
  isDisabled: boolean;
  onChange: (part: Partial<ScriptStep>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

export function StepEditor(props: Props) {
  const { step, place, steps, fields, errors, isDisabled, onChange } = props;
  const { t } = useTranslation();
  const name = step.title || t('scripts.step.place', { place });
  const variables = [...scriptVariables, ...fields.map(({ key }) => `${fieldVariable}${key}`)];
  return (
    <li className="script-step" aria-label={name}>
      <Head {...props} name={name} />
      <Input.TextArea
        aria-label={t('scripts.step.text')}
        placeholder={t('scripts.step.textHint')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        value={step.text}
        disabled={isDisabled}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      {!isDisabled && (
        <Select
          size="small"
          aria-label={t('scripts.step.variable')}
          placeholder={t('scripts.step.variable')}
          value={null}
          options={variables.map((value) => ({ value, label: value }))}
          onChange={(variable: string | null) => variable && onChange({ text: `${step.text}{{${variable}}}` })}
        />
      )}
      <Answer {...props} />
      {step.answer === 'choice' && <Options step={step} steps={steps} isDisabled={isDisabled} onChange={onChange} />}
      <StepErrors errors={errors} />
    </li>
  );
}

function Head({ step, place, name, isDisabled, onChange, onMove, onRemove }: Props & { name: string }) {
  const { t } = useTranslation();
  return (
    <div className="row">
      <b className="whole">{place}</b>
      <Input
        size="small"
        aria-label={t('scripts.step.title')}
        placeholder={t('scripts.step.title')}
        maxLength={40}
        value={step.title}
        disabled={isDisabled}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      {!isDisabled && (
        <>
          <IconButton icon={ArrowUp} size="small" label={t('scripts.step.up', { name })} onClick={() => onMove(-1)} />
          <IconButton
            icon={ArrowDown}
            size="small"
            label={t('scripts.step.down', { name })}
            onClick={() => onMove(1)}
          />
          <IconButton icon={X} size="small" label={t('scripts.step.remove', { name })} onClick={onRemove} />
        </>
      )}
    </div>
  );
}

function Answer({ step, steps, fields, isDisabled, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="row script-answer">
      <Select
        size="small"
        aria-label={t('scripts.step.answer')}
        value={step.answer}
        disabled={isDisabled}
        options={answerKinds.map((value) => ({ value, label: t(`scripts.answers.${value}`) }))}
        onChange={(answer: ScriptStep['answer']) =>
          onChange({ answer, ...(answer === 'choice' && step.options.length === 0 && { options: withOption(step) }) })
        }
      />
      {step.answer !== 'none' && (
        <Select
          size="small"
          className="fill"
          aria-label={t('scripts.step.field')}
          value={step.field}
          disabled={isDisabled}
          options={[
            { value: '', label: t('scripts.step.noField') },
            ...fields.map(({ key }) => ({ value: key, label: t('scripts.step.fieldOf', { key }) })),
          ]}
          onChange={(field: string) => onChange({ field })}
        />
      )}
      {step.answer !== 'choice' && (
        <NextStep
          next={step.next}
          of={step}
          steps={steps}
          isDisabled={isDisabled}
          onChange={(next) => onChange({ next })}
        />
      )}
    </div>
  );
}

interface NextProps {
  next: string | null;
  of: ScriptStep;
  steps: readonly ScriptStep[];
  isDisabled: boolean;
  onChange: (next: string | null) => void;
}

const end = '';
function NextStep({ next, of, steps, isDisabled, onChange }: NextProps) {
  const { t } = useTranslation();
  return (
    <Select
      size="small"
      className="fill"
      aria-label={t('scripts.step.next')}
      value={next ?? end}
      disabled={isDisabled}
      options={[
        { value: end, label: t('scripts.step.end') },
        ...steps.flatMap(({ id, title }, index) =>
          id === of.id ? [] : [{ value: id, label: `→ ${index + 1} ${title}`.trim() }],
        ),
      ]}
      onChange={(value: string) => onChange(value === end ? null : value)}
    />
  );
}

type OptionsProps = Pick<Props, 'step' | 'steps' | 'isDisabled' | 'onChange'>;
function Options({ step, steps, isDisabled, onChange }: OptionsProps) {
  const { t } = useTranslation();
  const { options } = step;
  const change = (at: number, part: Partial<ScriptStep['options'][number]>): void =>
    onChange({ options: options.map((option, i) => (i === at ? { ...option, ...part } : option)) });
  return (
    <ul className="script-options" aria-label={t('scripts.step.options')}>
      {options.map((option, at) => (
        // An answer has no other name than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at} className="row">
          <Input
            size="small"
            aria-label={t('scripts.step.label')}
            placeholder={t('scripts.step.label')}
            maxLength={40}
            value={option.label}
            disabled={isDisabled}
            onChange={({ target }) => change(at, { label: target.value })}
          />
          <Input
            size="small"
            aria-label={t('scripts.step.value')}
            placeholder={t('scripts.step.value')}
            maxLength={32}
            value={option.value}
            disabled={isDisabled}
            onChange={({ target }) => change(at, { value: target.value })}
          />
          <NextStep
            next={option.next}
            of={step}
            steps={steps}
            isDisabled={isDisabled}
            onChange={(next) => change(at, { next })}
          />
          {!isDisabled && (
            <IconButton
              icon={X}
              size="small"
              label={t('scripts.step.removeOption', { name: option.label || option.value })}
              onClick={() => onChange({ options: options.toSpliced(at, 1) })}
            />
          )}
        </li>
      ))}
      {!isDisabled && options.length < scriptLimits.options && (
        <li>
          <button type="button" className="link small row" onClick={() => onChange({ options: withOption(step) })}>
            <Plus size={12} aria-hidden />
            {t('scripts.step.addOption')}
          </button>
        </li>
      )}
    </ul>
  );
}
