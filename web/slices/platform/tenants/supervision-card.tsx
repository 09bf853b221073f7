/** Whether agents see that somebody listens to them. */
import type { SupervisionSettings } from '@bahu/contract/tenants.ts';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Line } from './branding-card.tsx';

interface Props {
  supervision: SupervisionSettings;
  onChange: (supervision: SupervisionSettings) => void;
}

export function SupervisionCard({ supervision, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-supervision">
      <h2 id="settings-supervision">{t('settings.supervision')}</h2>
      <Line label={t('settings.isShown')} hint={t('settings.isShownHint')}>
        {(id) => (
          <span>
            <Switch id={id} size="small" checked={supervision.isShown} onChange={(isShown) => onChange({ isShown })} />
          </span>
        )}
      </Line>
    </section>
  );
}
