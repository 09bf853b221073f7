/** Whether what is said in consultations is kept. */
import type { RecordingSettings } from '@bahu/contract/tenants.ts';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Line } from './branding-card.tsx';

interface Props {
  recording: RecordingSettings;
  onChange: (recording: RecordingSettings) => void;
}

export function RecordingCard({ recording, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-recording">
      <h2 id="settings-recording">{t('settings.recording')}</h2>
      <Line label={t('settings.keepsConsultations')} hint={t('settings.keepsConsultationsHint')}>
        {(id) => (
          <span>
            <Switch
              id={id}
              size="small"
              checked={recording.keepsConsultations}
              onChange={(keepsConsultations) => onChange({ keepsConsultations })}
            />
          </span>
        )}
      </Line>
    </section>
  );
}
