/** Further numbers of a new customer, as many as are written down. */
import { customerLimits } from '@bahu/contract/customers.ts';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { NumberInput, type TypedNumber } from './number-input.tsx';

interface Props {
  value: readonly TypedNumber[];
  isDisabled: boolean;
  onChange: (value: TypedNumber[]) => void;
}

export function FurtherNumbers({ value, isDisabled, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="column number-list" role="group" aria-label={t('customers.numbers.further')}>
      {value.map((one, index) => (
        <NumberInput
          key={index}
          place={index + 1}
          isDisabled={isDisabled}
          value={one}
          onChange={(next) => onChange(value.with(index, next))}
        >
          <IconButton
            icon={X}
            size="tiny"
            disabled={isDisabled}
            label={t('customers.numbers.leaveOut', { place: index + 1 })}
            onClick={() => onChange(value.toSpliced(index, 1))}
          />
        </NumberInput>
      ))}
      {value.length < customerLimits.numbers - 1 && !isDisabled && (
        <button
          type="button"
          className="link small row row-tight"
          onClick={() => onChange([...value, { phone: '', label: '' }])}
        >
          <Plus size={13} aria-hidden />
          {t('customers.numbers.add')}
        </button>
      )}
    </div>
  );
}
