/** Whose customers are, for all agents. */
import type { CustomerSettings } from '@bahu/contract/tenants.ts';
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Line } from './branding-card.tsx';

interface Props {
  customers: CustomerSettings;
  onChange: (customers: CustomerSettings) => void;
}

/** As the contract has it. */
const most = { takenADay: 10_000, returnAfterDays: 3650, returnWarnDays: 365 } as const satisfies Record<
  keyof CustomerSettings,
  number
>;

export function CustomersCard({ customers, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-customers">
      <h2 id="settings-customers">{t('settings.customersCard')}</h2>
      {(Object.keys(most) as (keyof CustomerSettings)[]).map((name) => (
        <Line key={name} label={t(`settings.${name}`)} hint={t(`settings.${name}Hint`)}>
          {(id) => (
            <InputNumber<number>
              id={id}
              min={0}
              max={most[name]}
              precision={0}
              value={customers[name]}
              onChange={(value) => value !== null && onChange({ ...customers, [name]: value })}
            />
          )}
        </Line>
      ))}
    </section>
  );
}
