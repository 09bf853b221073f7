/** Controls for one or several of some choices. */
import { Radio, Select, Spin, TreeSelect } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../marks.tsx';
import { ChipChoice } from './chip-choice.tsx';
import type { Field, Option, TreeOption } from './fields.ts';

const CascadeControl = lazy(() => import('./cascade-control.tsx'));

export const linesOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

export interface ControlProps {
  id: string;
  disabled: boolean;
  status: '' | 'error';
  'aria-invalid': boolean;
  'aria-required': boolean;
  'aria-describedby': string | undefined;
  /** Where no label names it. */
  'aria-label'?: string;
}
interface Props<V extends object> {
  field: Extract<Field<V>, { kind: 'radio' | 'select' | 'multi-select' | 'cascade' | 'tree' }>;
  shared: ControlProps;
  value: unknown;
  onChange: (value: string | string[] | null) => void;
}

export function ChoiceControl<V extends object>({ field, shared, value, onChange }: Props<V>): ReactNode {
  const { t } = useTranslation();
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const style = { width: '100%' };
  const placeholder = 'placeholder' in field && field.placeholder ? field.placeholder : t('ui.form.choose');
  const isLoading = 'isLoading' in field && (field.isLoading ?? false);
  const isClearable = 'isClearable' in field && (field.isClearable ?? false);
  const common = { ...shared, style, placeholder, loading: isLoading, defaultOpen: field.startsOpen ?? false };
  switch (field.kind) {
    case 'radio':
      if (field.keys)
        return (
          <ChipChoice label={field.label} options={field.options} keys={field.keys} {...{ shared, chosen, onChange }} />
        );
      return <RadioControl label={field.label} options={field.options} {...{ shared, chosen, onChange }} />;
    case 'select':
      return (
        <Select<string | null>
          {...common}
          value={chosen}
          allowClear={isClearable}
          showSearch={{ optionFilterProp: 'search' }}
          options={optionsOf(field.options)}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case 'multi-select':
      return (
        <Select<string[]>
          {...common}
          mode="multiple"
          showSearch={{ optionFilterProp: 'search' }}
          options={optionsOf(field.options)}
          value={linesOf(value)}
          onChange={onChange}
        />
      );
    case 'cascade':
      return (
        <Suspense fallback={<Spin size="small" />}>
          <CascadeControl options={field.options} shared={common} value={linesOf(value)} onChange={onChange} />
        </Suspense>
      );
    case 'tree':
      return (
        <TreeSelect<string | null>
          {...common}
          value={chosen}
          allowClear={isClearable}
          showSearch
          treeNodeFilterProp="label"
          treeDefaultExpandAll
          treeData={field.options as TreeOption[]}
          onChange={(next) => onChange(next ?? null)}
        />
      );
  }
}

const wordOf = ({ label, note }: Option): string => (note ? `${label} ${note}` : label);
const optionsOf = (options: readonly Option[]) =>
  options.map((option) => ({
    value: option.value,
    label: option.tone ? <Tag tone={option.tone}>{wordOf(option)}</Tag> : wordOf(option),
    search: `${option.label} ${option.note ?? ''}`,
    disabled: option.isDisabled === true,
  }));

interface RadioProps {
  label: string;
  options: readonly Option[];
  shared: ControlProps;
  chosen: string | null;
  onChange: (value: string | null) => void;
}

/** The choices of a field in a row. Where none is needed, the chosen one can be given up. */
function RadioControl({ label, options, shared, chosen, onChange }: RadioProps) {
  const { t } = useTranslation();
  const { id, disabled: isDisabled, 'aria-required': isRequired } = shared;
  return (
    <div className="row row-tight form-radios" role="radiogroup" aria-label={label} aria-required={isRequired}>
      {options.map((option, index) => (
        <Radio
          key={option.value}
          {...(index === 0 ? { id } : {})}
          name={id}
          disabled={isDisabled || option.isDisabled === true}
          checked={option.value === chosen}
          onChange={() => onChange(option.value)}
        >
          {option.tone ? <Tag tone={option.tone}>{wordOf(option)}</Tag> : wordOf(option)}
        </Radio>
      ))}
      {chosen !== null && !isRequired && !isDisabled && (
        <button type="button" className="link small" onClick={() => onChange(null)}>
          {t('ui.form.clearChoice')}
        </button>
      )}
    </div>
  );
}
