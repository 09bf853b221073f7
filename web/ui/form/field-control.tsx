/** The control of a field, wherever it stands: below its label, or in a line of small fields. */
import { Input, InputNumber, Switch, type InputProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RemoteSelect } from '../remote/remote-select.tsx';
import { ChoiceControl, linesOf, type ControlProps } from './choice-control.tsx';
import type { Field } from './fields.ts';
import { FilesControl } from './files-control.tsx';
import { TimeControl } from './time-control.tsx';

interface Props<V> {
  field: Exclude<Field<V>, { kind: 'line-items' }>;
  shared: ControlProps;
  value: unknown;
  maxLength: number | undefined;
  onChange: (value: unknown) => void;
  /** Whether something of it is on its way. */
  onBusy?: (isBusy: boolean) => void;
}

export function FieldControl<V extends object>({
  field,
  shared,
  value,
  maxLength,
  onChange,
  onBusy,
}: Props<V>): ReactNode {
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'text':
    case 'secret':
    case 'textarea':
      return (
        <TextControl
          kind={field.kind}
          {...shared}
          {...(maxLength !== undefined && { maxLength })}
          placeholder={field.placeholder}
          inputMode={field.inputMode}
          rows={field.rows}
          value={text}
          onText={onChange}
        />
      );
    case 'number':
      return (
        <InputNumber<number>
          {...shared}
          controls={false}
          style={{ width: '100%' }}
          suffix={field.suffix}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      );
    case 'switch':
      return <Switch {...withoutStatus(shared)} size="small" checked={value === true} onChange={onChange} />;
    case 'date':
    case 'date-time':
      return <TimeControl kind={field.kind} {...shared} value={text} onText={onChange} />;
    case 'radio':
    case 'select':
    case 'multi-select':
    case 'cascade':
    case 'tree':
      return <ChoiceControl field={field} shared={shared} value={value} onChange={onChange} />;
    case 'remote':
      return (
        <RemoteSelect
          {...shared}
          {...field}
          values={field.isSeveral ? linesOf(value) : [text].filter(Boolean)}
          onChange={(next) => onChange(field.isSeveral ? next : (next[0] ?? null))}
        />
      );
    case 'files':
      return (
        <FilesControl
          {...withoutStatus(shared)}
          value={value}
          onChange={onChange}
          onBusy={(isBusy) => onBusy?.(isBusy)}
        />
      );
    case 'notes':
      return <NoteLines id={shared.id} isDisabled={shared.disabled} value={linesOf(value)} onChange={onChange} />;
    case 'custom':
      return field.control({
        id: shared.id,
        value,
        isDisabled: shared.disabled,
        hasError: shared['aria-invalid'],
        onChange,
      });
  }
}

const withoutStatus = ({ status: _status, ...rest }: ControlProps): Omit<ControlProps, 'status'> => rest;

type Shared = Pick<
  InputProps,
  | 'id'
  | 'disabled'
  | 'status'
  | 'maxLength'
  | 'placeholder'
  | 'inputMode'
  | 'aria-invalid'
  | 'aria-describedby'
  | 'aria-required'
  | 'aria-label'
>;
type TextProps = Shared & {
  kind: 'text' | 'secret' | 'textarea';
  rows: number | undefined;
  value: string;
  onText: (text: string) => void;
};

function TextControl({ kind, rows = 3, onText, ...rest }: TextProps) {
  const onChange = (event: { target: { value: string } }) => onText(event.target.value);
  if (kind === 'secret') return <Input.Password {...rest} autoComplete="new-password" onChange={onChange} />;
  if (kind === 'text') return <Input {...rest} autoComplete="off" onChange={onChange} />;
  return <Input.TextArea {...rest} autoSize={{ minRows: rows, maxRows: 10 }} onChange={onChange} />;
}

interface NotesProps {
  id: string;
  isDisabled: boolean;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

function NoteLines({ id, isDisabled, value, onChange }: NotesProps) {
  const { t } = useTranslation();
  return (
    <div className="column note-lines">
      {value.map((line, index) => (
        <Input
          key={index}
          id={index === 0 ? id : `${id}-${index}`}
          aria-label={t('ui.form.note', { place: index + 1 })}
          disabled={isDisabled}
          maxLength={200}
          value={line}
          onChange={(event) => onChange(value.map((other, at) => (at === index ? event.target.value : other)))}
        />
      ))}
    </div>
  );
}
