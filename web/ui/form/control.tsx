/** One field: label, control, and below it what is wrong or what to know. */
import { Input, InputNumber, Switch, type InputProps } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../field-label.tsx';
import { classes } from '../marks.tsx';
import { RemoteSelect } from '../remote/remote-select.tsx';
import { ChoiceControl, linesOf } from './choice-control.tsx';
import type { Field } from './fields.ts';
import { FilesControl } from './files-control.tsx';
import { TimeControl } from './time-control.tsx';
import type { EntityForm } from './use-entity-form.ts';

interface Props<V extends object> {
  form: EntityForm<V>;
  field: Field<V>;
}

export function FormField<V extends object>({ form, field }: Props<V>) {
  const id = useId();
  const error = form.errors[field.name];
  const note = error ?? field.fixed ?? field.hint;
  const isSwitch = field.kind === 'switch';
  const isChanged = field.name in form.changes;
  return (
    <div
      data-field={field.name}
      className={classes('form-field', field.isWide && 'is-wide', isSwitch && 'is-switch', isChanged && 'is-changed')}
    >
      <FieldLabel id={id} label={field.label} isRequired={form.isRequired(field) && !isSwitch} />
      <Control form={form} field={field} id={id} hasNote={note !== undefined} />
      {note !== undefined && (
        <div
          id={`${id}-note`}
          className={classes('form-note small', error === undefined ? 'hint' : 'tone-alarm toned')}
          role={error ? 'alert' : undefined}
        >
          {note}
        </div>
      )}
    </div>
  );
}

const sharedProps = <V extends object>(form: EntityForm<V>, field: Field<V>, id: string, hasNote: boolean) => ({
  id,
  disabled: !form.isEditable || field.fixed !== undefined,
  'aria-invalid': form.errors[field.name] !== undefined,
  'aria-required': form.isRequired(field),
  'aria-describedby': hasNote ? `${id}-note` : undefined,
});

function Control<V extends object>({
  form,
  field,
  id,
  hasNote,
}: Props<V> & { id: string; hasNote: boolean }): ReactNode {
  const value: unknown = form.values[field.name];
  const error = form.errors[field.name];
  const set = (next: unknown) => form.change({ [field.name]: next } as Partial<V>);
  const shared = sharedProps(form, field, id, hasNote);
  const { disabled: isDisabled } = shared;
  const status = error === undefined ? '' : 'error';
  const text = typeof value === 'string' ? value : '';
  const most = form.maxLengthOf(field);
  const limits = most === undefined ? {} : { maxLength: most };
  switch (field.kind) {
    case 'text':
    case 'secret':
    case 'textarea':
      return (
        <TextControl
          kind={field.kind}
          {...shared}
          {...limits}
          status={status}
          placeholder={field.placeholder}
          inputMode={field.inputMode}
          rows={field.rows}
          value={text}
          onText={set}
        />
      );
    case 'number':
      return (
        <InputNumber<number>
          {...shared}
          status={status}
          controls={false}
          style={{ width: '100%' }}
          suffix={field.suffix}
          value={typeof value === 'number' ? value : null}
          onChange={set}
        />
      );
    case 'switch':
      return <Switch {...shared} size="small" checked={value === true} onChange={set} />;
    case 'date':
    case 'date-time':
      return (
        <TimeControl
          kind={field.kind}
          {...shared}
          status={status}
          value={text}
          onText={(next) => set(next || form.emptyOf(field))}
        />
      );
    case 'radio':
    case 'select':
    case 'multi-select':
    case 'cascade':
    case 'tree':
      return <ChoiceControl field={field} shared={{ ...shared, status }} value={value} onChange={set} />;
    case 'remote':
      return (
        <RemoteSelect
          {...shared}
          {...field}
          values={field.isSeveral ? linesOf(value) : [text].filter(Boolean)}
          onChange={(next) => set(field.isSeveral ? next : (next[0] ?? null))}
        />
      );
    case 'files':
      return <FilesControl {...shared} value={value} onChange={set} onBusy={(is) => form.hold(field.name, is)} />;
    case 'notes':
      return <NoteLines id={id} isDisabled={isDisabled} value={linesOf(value)} onChange={set} />;
    case 'custom':
      return field.control({ id, value, isDisabled, hasError: error !== undefined, onChange: set });
  }
}

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
