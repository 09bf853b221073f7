/** How the legs of a call sounded: a small curve for each, with what it says in words. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import type { LegQuality } from '@bahu/contract/voice-quality.ts';
import { poorStretches } from '@bahu/domain/voice-quality/series.ts';
import { useTranslation } from 'react-i18next';
import { clockSeconds } from '../../../lib/format.ts';
import { Tag } from '../../../ui/marks.tsx';
import { qualityTones } from '../../../ui/quality-tones.ts';
import { curveOf, fairAt, goodAt, type Curve } from './quality-curve.ts';
import './call-quality.css';

type Leg = CallDetail['legs'][number];
const mostStretches = 3;

export function CallQuality({ detail: { call, legs } }: { detail: CallDetail }) {
  const { t } = useTranslation();
  const measured = legs.flatMap((leg) => (leg.quality ? [{ leg, quality: leg.quality }] : []));
  if (measured.length === 0) return null;
  return (
    <section className="drawer-section">
      <h2>
        {t('calls.quality.title')}
        <span className="hint small">{t('calls.quality.hint')}</span>
      </h2>
      <ul>
        {measured.map(({ leg, quality }) => (
          <LegLine key={leg.id} leg={leg} quality={quality} callStart={Date.parse(call.startedAt)} />
        ))}
      </ul>
    </section>
  );
}

function LegLine({ leg, quality, callStart }: { leg: Leg; quality: LegQuality; callStart: number }) {
  const { t } = useTranslation();
  const word = t(`calls.quality.words.${quality.word}`);
  const mos = t('calls.quality.mos', { mean: quality.mos.mean.toFixed(1), worst: quality.mos.worst.toFixed(1) });
  const who = [t(leg.role === 'agent' ? 'calls.player.agent' : 'calls.player.customer'), leg.agentName ?? leg.number];
  return (
    <li className="leg-quality">
      <div className="row">
        <span className="cut fill">{who.join(' ')}</span>
        <Tag tone={qualityTones[quality.word]}>{word}</Tag>
        <span className="second whole">{mos}</span>
      </div>
      <Chart curve={curveOf(quality.samples)} label={t('calls.quality.chart', { who: who.join(' '), word, mos })} />
      <p className="hint small">{useFigures(leg, quality).join(' · ')}</p>
      <Stretches quality={quality} callStart={callStart} />
    </li>
  );
}

function useFigures({ role }: Leg, { rttMs, jitterMs, lossFrom, lossTo }: LegQuality): string[] {
  const { t } = useTranslation();
  const percent = ({ mean, worst }: LegQuality['lossFrom']) => ({
    mean: (mean * 100).toFixed(1),
    worst: (worst * 100).toFixed(1),
  });
  const whole = ({ mean, worst }: LegQuality['rttMs']) => ({ mean: Math.round(mean), worst: Math.round(worst) });
  return [
    t('calls.quality.delay', whole(rttMs)),
    t('calls.quality.jitter', whole(jitterMs)),
    ...(lossFrom.worst > 0
      ? [t(role === 'agent' ? 'calls.quality.lossFromAgent' : 'calls.quality.lossFrom', percent(lossFrom))]
      : []),
    ...(lossTo.worst > 0
      ? [t(role === 'agent' ? 'calls.quality.lossToAgent' : 'calls.quality.lossTo', percent(lossTo))]
      : []),
    ...(lossFrom.worst + lossTo.worst === 0 ? [t('calls.quality.noLoss')] : []),
  ];
}

/** When it was poor, and why. */
function Stretches({ quality, callStart }: { quality: LegQuality; callStart: number }) {
  const { t } = useTranslation();
  const stretches = poorStretches(quality.samples);
  if (stretches.length === 0) return null;
  return (
    <ul className="small tone-alarm toned">
      {stretches.slice(0, mostStretches).map(({ from, to, cause }) => (
        <li key={from}>
          {t('calls.quality.stretch', {
            time: clockSeconds(callStart + from * 1000),
            seconds: to - from,
            cause: t(`calls.quality.causes.${cause}`),
          })}
        </li>
      ))}
      {stretches.length > mostStretches && (
        <li>{t('calls.quality.moreStretches', { count: stretches.length - mostStretches })}</li>
      )}
    </ul>
  );
}

function Chart({ curve, label }: { curve: Curve; label: string }) {
  const { width, height, paths, poor } = curve;
  return (
    <svg
      className="quality-chart"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {[goodAt, fairAt].map((y) => (
        <line key={y} x1={0} x2={width} y1={y} y2={y} className="quality-limit" />
      ))}
      {poor.map(({ from, to }) => (
        <rect key={from} x={from} width={Math.max(1, to - from)} y={0} height={height} className="quality-poor" />
      ))}
      {paths.map((points) => (
        <polyline key={points} points={points} className="quality-curve" />
      ))}
    </svg>
  );
}
