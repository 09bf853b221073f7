/** What the company asks of passwords and of a second factor. */
import type { SecurityPolicy } from '@bahu/contract/tenants.ts';
import { InputNumber, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Line } from './branding-card.tsx';

interface Props {
  security: SecurityPolicy;
  isEditable: boolean;
  onChange: (part: Partial<SecurityPolicy>) => void;
}

export function SecurityCard({ security, isEditable, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-security">
      <h2 id="settings-security">{t('settings.security')}</h2>
      <Line label={t('settings.passwordLength')}>
        {(id) => (
          <InputNumber<number>
            id={id}
            min={6}
            max={64}
            controls={false}
            value={security.passwordLength}
            onChange={(value) => value !== null && onChange({ passwordLength: value })}
          />
        )}
      </Line>
      <Line label={t('settings.passwordMixed')}>
        {(id) => (
          <span>
            <Switch
              id={id}
              size="small"
              checked={security.passwordMixed}
              onChange={(passwordMixed) => onChange({ passwordMixed })}
            />
          </span>
        )}
      </Line>
      <Line label={t('settings.passwordDays')} hint={t('settings.passwordDaysHint')}>
        {(id) => (
          <InputNumber<number>
            id={id}
            min={0}
            max={730}
            controls={false}
            value={security.passwordDays}
            onChange={(value) => value !== null && onChange({ passwordDays: value })}
          />
        )}
      </Line>
      <Line label={t('settings.secondFactor')} hint={t('settings.secondFactorHint')}>
        {(id) => (
          <span>
            <Segmented
              id={id}
              name="second-factor"
              disabled={!isEditable}
              value={security.secondFactor}
              options={(['off', 'optional', 'required'] as const).map((value) => ({
                value,
                label: t(`settings.secondFactors.${value}`),
              }))}
              onChange={(secondFactor) => onChange({ secondFactor })}
            />
          </span>
        )}
      </Line>
    </section>
  );
}
