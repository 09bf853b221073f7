/** One field: label, control, and below it what is wrong or what to know. */
import { useId, type ReactNode } from 'react';
import { FieldLabel } from '../field-label.tsx';
import { classes } from '../marks.tsx';
import { FieldControl } from './field-control.tsx';
import type { Field } from './fields.ts';
import { LineItems } from './line-items-control.tsx';
import type { Line } from './line-items.ts';
import type { EntityForm } from './use-entity-form.ts';

interface Props<V extends object> {
  form: EntityForm<V>;
  field: Field<V>;
}

export function FormField<V extends object>({ form, field }: Props<V>) {
  const id = useId();
  const error = form.errors[field.name];
  const isLines = field.kind === 'line-items';
  const note = error ?? field.fixed ?? field.hint;
  const isSwitch = field.kind === 'switch';
  const isChanged = field.name in form.changes;
  return (
    <div
      data-field={field.name}
      className={classes(
        'form-field',
        (field.isWide || isLines) && 'is-wide',
        isLines && 'is-lines',
        isSwitch && 'is-switch',
        isChanged && 'is-changed',
      )}
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

interface ControlProps<V extends object> extends Props<V> {
  id: string;
  hasNote: boolean;
}

function Control<V extends object>({ form, field, id, hasNote }: ControlProps<V>): ReactNode {
  const value: unknown = form.values[field.name];
  const hasError = form.errors[field.name] !== undefined;
  const isDisabled = !form.isEditable || field.fixed !== undefined;
  const set = (next: unknown) => form.change({ [field.name]: next } as Partial<V>);
  if (field.kind === 'line-items')
    return (
      <LineItems
        id={id}
        label={field.label}
        spec={field.lines}
        limits={form.linesSchemaOf(field)}
        lines={value as readonly Line[]}
        errors={errorsOfLines(form.errors, field.name)}
        isDisabled={isDisabled}
        onChange={set}
      />
    );
  const isTime = field.kind === 'date' || field.kind === 'date-time';
  return (
    <FieldControl
      {...(field.kind === 'files' && { key: form.round })}
      field={field}
      shared={{
        id,
        disabled: isDisabled,
        status: hasError ? 'error' : '',
        'aria-invalid': hasError,
        'aria-required': form.isRequired(field),
        'aria-describedby': hasNote ? `${id}-note` : undefined,
      }}
      value={value}
      maxLength={form.maxLengthOf(field)}
      onChange={(next) => set(isTime && next === '' ? form.emptyOf(field) : next)}
      onBusy={(isBusy) => form.hold(field.name, isBusy)}
    />
  );
}

/** By `index.column`, those of the lines of a field. */
const errorsOfLines = (errors: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, text]) =>
      path.startsWith(`${name}.`) ? [[path.slice(name.length + 1), text]] : [],
    ),
  );
