/** How the company's phones in browsers send sound. */
import { browserSounds, type PhoneSettings } from '@bahu/contract/tenants.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Line } from './branding-card.tsx';

interface Props {
  phones: PhoneSettings;
  isEditable: boolean;
  onChange: (part: Partial<PhoneSettings>) => void;
}

export function PhonesCard({ phones, isEditable, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-phones">
      <h2 id="settings-phones">{t('settings.phones')}</h2>
      <Line label={t('settings.browserSound')} hint={t('settings.browserSoundHint')}>
        {(id) => (
          <span>
            <Segmented
              id={id}
              name="browser-sound"
              disabled={!isEditable}
              value={phones.browserSound}
              options={browserSounds.map((value) => ({ value, label: t(`settings.browserSounds.${value}`) }))}
              onChange={(browserSound) => onChange({ browserSound })}
            />
          </span>
        )}
      </Line>
    </section>
  );
}
