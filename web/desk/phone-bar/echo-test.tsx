/** The echo test of the audio devices: says a sentence, sends back what is said, and tells how the way there and back is. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../lib/preferences.tsx';
import { useTopic } from '../../lib/services.tsx';
import { usePhone } from '../phone/phone-context.tsx';
import type { EchoState } from '../softphone/echo-test.ts';
import { LevelBars } from './level-bars.tsx';
import { QualitySign } from './quality-sign.tsx';

/** Below this nothing of a voice came back: noise of a line is far under it. */
const audible = 0.2;

export function EchoTest() {
  const { t } = useTranslation();
  const { state, command } = usePhone();
  const { language } = usePreferences().preferences;
  const isFree = useTopic('desk')?.call === null && state.registration === 'registered';
  const { echo } = state;
  const isRunning = echo?.phase === 'calling' || echo?.phase === 'speaking';
  return (
    <>
      <div className="devices-line">
        <span>{t('phone.echo.name')}</span>
        <span className="fill small second">{t(`phone.echo.phases.${echo?.phase ?? 'none'}`)}</span>
        <Button
          size="small"
          disabled={!isRunning && !isFree}
          onClick={() => command(isRunning ? 'echo-stop' : language === 'en' ? 'echo-en' : 'echo-zh')}
        >
          {t(isRunning ? 'phone.echo.stop' : 'phone.echo.start')}
        </Button>
      </div>
      {echo?.phase === 'speaking' && (
        <>
          <Level name={t('phone.echo.sent')} level={echo.sent} />
          <Level name={t('phone.echo.heard')} level={echo.heard} />
        </>
      )}
      {echo && <Found echo={echo} />}
    </>
  );
}

const Level = ({ name, level }: { name: string; level: number }) => (
  <div className="devices-line">
    <span className="small second">{name}</span>
    <LevelBars name={name} level={level} />
  </div>
);

function Found({ echo: { returned, quality, phase } }: { echo: EchoState }) {
  const { t } = useTranslation();
  if (phase === 'calling' || phase === 'failed') return null;
  return (
    <div className="devices-line small" role="status">
      <span />
      <span className="fill">
        {returned !== null && (
          <div className={`toned ${returned < audible ? 'tone-alarm' : 'tone-ready'}`}>
            {returned < audible
              ? t('phone.echo.nothingReturned')
              : t('phone.echo.returned', { decibels: Math.round((returned - 1) * 60) })}
          </div>
        )}
        {quality && (
          <div className="row">
            <QualitySign quality={quality} />
            <span>
              MOS {quality.mos.toFixed(1)} · {t('phone.quality.delay', { ms: quality.rttMs })} ·{' '}
              {t('phone.quality.loss', { percent: (quality.loss * 100).toFixed(1) })}
            </span>
          </div>
        )}
      </span>
    </div>
  );
}
