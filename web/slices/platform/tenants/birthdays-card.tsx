/** Which field of customers holds their birthdays, and how long before their agents are reminded. */
import type { BirthdaySettings } from '@bahu/contract/tenants.ts';
import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { Line } from './branding-card.tsx';

interface Props {
  birthdays: BirthdaySettings;
  onChange: (birthdays: BirthdaySettings) => void;
}

export function BirthdaysCard({ birthdays, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { fields } = useFields('customers');
  const dates = fields.filter(({ type, builtIn }) => type === 'date' && !builtIn);
  const options = [
    { value: '', label: t('settings.noBirthdays') },
    ...dates.map(({ key, labels }) => ({ value: key, label: labels[i18n.language === 'en' ? 'en' : 'zh'] })),
  ];
  return (
    <section className="settings-card" aria-labelledby="settings-birthdays">
      <h2 id="settings-birthdays">{t('settings.birthdays')}</h2>
      <Line label={t('settings.birthdayField')} hint={t('settings.birthdayFieldHint')}>
        {(id) => (
          <Select
            id={id}
            value={birthdays.field}
            options={options}
            onChange={(field) => onChange({ ...birthdays, field })}
          />
        )}
      </Line>
      <Line label={t('settings.daysBefore')} hint={t('settings.daysBeforeHint')}>
        {(id) => (
          <InputNumber<number>
            id={id}
            min={0}
            max={30}
            precision={0}
            value={birthdays.daysBefore}
            onChange={(daysBefore) => daysBefore !== null && onChange({ ...birthdays, daysBefore })}
          />
        )}
      </Line>
    </section>
  );
}
