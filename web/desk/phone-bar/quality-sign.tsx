/** Four bars and a word; the delay where there is room. */
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { qualityTones } from '../../ui/quality-tones.ts';
import type { Quality } from '../softphone/quality.ts';

const filled = { good: 4, fair: 3, poor: 1 } as const;
const heights = [4, 6, 9, 12];

export function QualitySign({ quality }: { quality: Quality }) {
  const { t } = useTranslation();
  const word = t(`phone.quality.${quality.word}`);
  const delay = t('phone.quality.delay', { ms: quality.rttMs });
  const loss = t('phone.quality.loss', { percent: (quality.loss * 100).toFixed(1) });
  return (
    <Tooltip title={`MOS ${quality.mos.toFixed(1)} · ${delay} · ${loss}`}>
      <span
        className={`row row-tight whole tone-${qualityTones[quality.word]}`}
        role="img"
        aria-label={t('phone.quality.label', { word })}
      >
        <span className="quality-bars" aria-hidden>
          {heights.map((height, index) => (
            <i key={height} className={index < filled[quality.word] ? 'is-full' : ''} style={{ height }} />
          ))}
        </span>
        {word}
        <span className="wide-inline"> · {delay}</span>
      </span>
    </Tooltip>
  );
}
