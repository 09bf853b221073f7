/** The recording of a call: the player, or why there is none. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/list-state.tsx';
import { useMode } from '../../../ui/theme-provider.tsx';
import { UploadRecordingButton } from '../../../ui/recording/upload-button.tsx';
import { RemoveLocal } from '../local-recordings/public.ts';
import { usePeaks } from '../../../ui/recording/peaks.ts';

const Player = lazy(async () => ({ default: (await import('./player.tsx')).Player }));

export function Recording({ detail, onGone }: { detail: CallDetail; onGone: () => void }) {
  const { t } = useTranslation();
  const { call, recording } = detail;
  const mode = useMode();
  const canPlay = call.can.includes('play');
  const isThere = (call.recording === 'ready' || call.recording === 'incomplete') && recording !== null;
  const peaks = usePeaks(call.id, isThere && canPlay);
  if (call.recording === 'none')
    return (
      <Line>
        {t('calls.player.none')}
        {call.can.includes('upload') && <UploadRecordingButton of={{ callId: call.id }} size="small" />}
      </Line>
    );
  if (!canPlay) return <Line>{t('calls.player.forbidden')}</Line>;
  if (!isThere) return <Line>{t('calls.player.pending')}</Line>;
  return (
    <section className="drawer-section recording">
      <Loaded answer={peaks} what={t('calls.list.columnRecording')} rows={3}>
        {(waveform) => (
          <Suspense fallback={null}>
            <Player key={mode} callId={call.id} waveform={waveform} recording={recording} call={call} />
          </Suspense>
        )}
      </Loaded>
      {call.can.includes('remove-recording') && <RemoveLocal call={call} onGone={onGone} />}
      {call.recording === 'incomplete' && <p className="small tone-ringing toned">{t('calls.player.incomplete')}</p>}
    </section>
  );
}

const Line = ({ children }: { children: ReactNode }) => <div className="drawer-section row hint">{children}</div>;
