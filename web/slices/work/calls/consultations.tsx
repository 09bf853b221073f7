/** What was said in a call's consultations, each by itself: kept apart from its recording, for those who may hear it. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import { consultationPath } from '@bahu/contract/recordings.ts';
import { useTranslation } from 'react-i18next';
import { clockSeconds, duration } from '../../../lib/format.ts';

export function Consultations({ detail: { call, consultations } }: { detail: CallDetail }) {
  const { t } = useTranslation();
  if (consultations.length === 0) return null;
  return (
    <section className="drawer-section">
      <h2>{t('calls.consultations.title')}</h2>
      {consultations.map(({ seq, agentName, startedAt, seconds, isReady, isComplete }) => (
        <div key={seq}>
          <p>
            {agentName ?? t('calls.consultations.outside')}{' '}
            <span className="hint">
              {clockSeconds(startedAt)} · {isReady ? duration(seconds) : t('calls.player.pending')}
            </span>
          </p>
          {isReady && (
            <audio
              controls
              preload="none"
              src={consultationPath(call.id, seq)}
              aria-label={t('calls.consultations.title')}
            />
          )}
          {isReady && !isComplete && <p className="small tone-ringing toned">{t('calls.player.incomplete')}</p>}
        </div>
      ))}
    </section>
  );
}
