/** The last day of a licence: typed, or a month or a year on, or none. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../lib/format.ts';
import { useServices } from '../lib/services.tsx';
import { DayField } from '../ui/day/day-field.tsx';
import type { ControlState } from '../ui/form/fields.ts';
import { extended } from './licence-end.ts';

export function LastDayControl({ id, value, isDisabled, hasError, onChange }: ControlState) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const day = typeof value === 'string' ? value : '';
  const add = (months: number) => onChange(extended(day, isoDay(clock.now()), months));
  return (
    <div className="column last-day">
      <DayField
        kind="date"
        id={id}
        disabled={isDisabled}
        status={hasError ? 'error' : ''}
        value={day}
        onText={onChange}
      />
      <div className="row row-tight">
        <Button size="small" disabled={isDisabled} onClick={() => add(1)}>
          {t('operator.tenants.month')}
        </Button>
        <Button size="small" disabled={isDisabled} onClick={() => add(12)}>
          {t('operator.tenants.year')}
        </Button>
        <Button
          size="small"
          type={day === '' ? 'primary' : 'default'}
          ghost={day === ''}
          disabled={isDisabled}
          aria-pressed={day === ''}
          onClick={() => onChange('')}
        >
          {t('operator.tenants.never')}
        </Button>
      </div>
    </div>
  );
}
