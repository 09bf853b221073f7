/** The fields of the card: label left, outline on hover and focus only, amber ground where changed. */
import { customerLimits, type Customer } from '@bahu/contract/customers.ts';
import { isVisible } from '@bahu/domain/fields/field.ts';
import { Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../../../ui/field-label.tsx';
import { classes } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { FieldValue } from '../../../ui/fields/field-value.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { stages } from './search.ts';
import type { CardValues, CustomerForm } from './use-customer-form.ts';

const titles = ['', 'mr', 'ms'] as const;

interface Props {
  form: CustomerForm;
  customer: Customer | null;
  isNumberMasked: boolean;
  isOfCall: boolean;
}

export function CardFields({ form, customer, isNumberMasked, isOfCall }: Props) {
  const { t } = useTranslation();
  const titleOptions = titles.map((value) => ({ value, label: t(`customers.title.${value}`) }));
  const stageOptions = (['', ...stages] as const).map((value) => ({ value, label: t(`customers.stage.${value}`) }));
  const isPhoneFixed = isNumberMasked || (!customer && isOfCall);
  return (
    <>
      <TextField form={form} name="name" label={t('customers.card.name')} most={customerLimits.name} isRequired />
      {isPhoneFixed ? (
        customer && (
          <Field label={t('customers.card.phone')}>
            <span className="field-fixed" title={t('customers.card.maskedPhone')}>
              {customer.phone}
            </span>
          </Field>
        )
      ) : (
        <TextField form={form} name="phone" label={t('customers.card.phone')} most={64} isRequired={!customer} />
      )}
      <TextField form={form} name="phoneExtension" label={t('customers.card.phoneExtension')} most={8} />
      <ChoiceField form={form} name="title" label={t('customers.card.title')} options={titleOptions} />
      <TextField form={form} name="company" label={t('customers.card.company')} most={customerLimits.company} />
      <ChoiceField form={form} name="stage" label={t('customers.card.stage')} options={stageOptions} />
      <div className="field-group">{t('customers.card.contact')}</div>
      <TextField form={form} name="email" label={t('customers.card.email')} most={customerLimits.email} />
      <TextField form={form} name="address" label={t('customers.card.address')} most={customerLimits.address} isLong />
      <TextField form={form} name="note" label={t('customers.card.note')} most={customerLimits.note} isLong />
      {customer && <Designed customer={customer} />}
      {customer && (
        <Field label={t('customers.card.owner')}>
          <span className="field-fixed">{customer.ownerName ?? t('app.time.none')}</span>
        </Field>
      )}
      {customer && (
        <Field label={t('customers.card.created')}>
          <span className="field-fixed">
            <Moment at={customer.createdAt} />
          </span>
        </Field>
      )}
    </>
  );
}

/** What the company's own fields hold. */
function Designed({ customer }: { customer: Customer }) {
  const { fields } = useFields('customers');
  const words = useFieldWords(fields);
  return fields.filter(isVisible).map((field) => (
    <Field key={field.id} label={field.labels[words.language]}>
      <span className="field-fixed">
        <FieldValue field={field} value={customer.fields[field.key]} words={words} />
      </span>
    </Field>
  ));
}

function Field({
  label,
  id,
  error,
  isRequired,
  children,
}: {
  label: string;
  id?: string;
  error?: string | undefined;
  isRequired?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="field">
      <FieldLabel id={id} label={label} isRequired={isRequired} />
      <div className="field-value">
        {children}
        {error && (
          <div id={`${id}-error`} className="tone-alarm toned small" role="alert">
            {error}
          </div>
        )}
      </div>
    </div>
  );
}

interface FieldProps {
  form: CustomerForm;
  label: string;
}

function TextField({
  form,
  name,
  label,
  most,
  isRequired,
  isLong,
}: FieldProps & { name: keyof CardValues; most: number; isRequired?: boolean; isLong?: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const error = form.errors[name];
  const shared = {
    id,
    value: form.values[name],
    maxLength: most,
    readOnly: !form.isEditable,
    placeholder: t('customers.card.none'),
    required: isRequired,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
    className: classes('quiet', form.isChanged(name) && 'is-changed', error && 'is-wrong'),
    onChange: (event: { target: { value: string } }) => form.change({ [name]: event.target.value }),
  };
  return (
    <Field label={label} id={id} error={error} {...(isRequired ? { isRequired } : {})}>
      {isLong ? <textarea rows={1} {...shared} /> : <input type="text" autoComplete="off" {...shared} />}
    </Field>
  );
}

function ChoiceField<K extends 'title' | 'stage'>({
  form,
  name,
  label,
  options,
}: FieldProps & { name: K; options: { value: CardValues[K]; label: string }[] }) {
  const id = useId();
  return (
    <Field label={label} id={id}>
      <Select
        id={id}
        size="small"
        variant="borderless"
        className={classes('quiet-select', form.isChanged(name) && 'is-changed')}
        disabled={!form.isEditable}
        value={form.values[name]}
        options={options}
        onChange={(value) => form.change({ [name]: value } as Partial<CardValues>)}
      />
    </Field>
  );
}
