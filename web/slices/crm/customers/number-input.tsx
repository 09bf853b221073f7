/** A number that is to be added, and what kind of number it is. */
import type { CustomerNumber } from '@bahu/contract/customers.ts';
import { numberLabels } from '@bahu/domain/fields/number-labels.ts';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface TypedNumber {
  phone: string;
  label: CustomerNumber['label'];
}
interface Props {
  value: TypedNumber;
  onChange: (value: TypedNumber) => void;
  /** Of several: which one this is. */
  place?: number;
  isDisabled?: boolean;
  /** Of what is wrong with it, which stands elsewhere. */
  errorId?: string | undefined;
  /** Behind the two. */
  children?: ReactNode;
}

export function NumberInput({ value, onChange, place, isDisabled = false, errorId, children }: Props) {
  const { t } = useTranslation();
  const suffix = place === undefined ? '' : ` ${place}`;
  return (
    <div className="row row-tight number-input">
      <Input
        size="small"
        autoFocus={place === undefined}
        inputMode="tel"
        autoComplete="off"
        maxLength={64}
        disabled={isDisabled}
        aria-label={t('customers.numbers.new') + suffix}
        placeholder={t('customers.numbers.newHint')}
        status={errorId ? 'error' : ''}
        aria-invalid={errorId !== undefined}
        aria-describedby={errorId}
        value={value.phone}
        onChange={(event) => onChange({ ...value, phone: event.target.value })}
      />
      <Select
        size="small"
        disabled={isDisabled}
        aria-label={t('customers.numbers.label') + suffix}
        value={value.label}
        options={numberLabels.map((label) => ({ value: label, label: t(`customers.numbers.labels.${label}`) }))}
        onChange={(label) => onChange({ ...value, label })}
      />
      {children}
    </div>
  );
}
