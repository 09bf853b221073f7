/** Name, picture and promise of the product, and whether its service is up. */
import type { Branding } from '@bahu/contract/tenants.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dot, Mark } from '../../ui/marks.tsx';

const bars = 80;

/** Two voices after each other: a louder one in teal, then the answer in blue. */
function voiceBars(): { height: number; opacity: number; isAnswer: boolean }[] {
  return Array.from({ length: bars }, (_, index) => {
    const envelope = Math.exp(-(((index - 24) / 13) ** 2)) + 0.8 * Math.exp(-(((index - 58) / 11) ** 2));
    const liveliness = Math.abs(Math.sin(index * 1.7) * Math.cos(index * 0.9));
    return {
      height: Math.max(3, envelope * (50 + liveliness * 90)),
      opacity: 0.25 + envelope * 0.75,
      isAnswer: index > 40,
    };
  });
}

export function BrandPanel({ branding }: { branding: Branding | undefined }) {
  const { t } = useTranslation();
  return (
    <section className="brand">
      <div className="row brand-name">
        {branding?.logo ? <img src={branding.logo} alt="" className="brand-logo" /> : <Mark size={36} />}
        <span className="brand-word">{branding?.productName || t('app.name')}</span>
        {!branding?.productName && <span className="hint">{t('app.tagline')}</span>}
      </div>
      <div className="brand-middle">
        <svg viewBox="0 0 560 150" className="brand-voice" aria-hidden>
          {voiceBars().map(({ height, opacity, isAnswer }, index) => (
            <rect
              key={index}
              x={index * 7}
              y={75 - height / 2}
              width="3.5"
              height={height}
              rx="1.75"
              fill={isAnswer ? 'var(--st-talking-dot)' : 'var(--primary)'}
              opacity={opacity}
            />
          ))}
        </svg>
        <p className="brand-slogan">
          {t('signIn.slogan1')}
          <br />
          {t('signIn.slogan2')}
        </p>
        <p className="brand-about second">{t('signIn.about')}</p>
      </div>
      <ServiceState />
    </section>
  );
}

/** Asks the server how it is, and how long that takes. */
export function useServerDelay() {
  return useQuery({
    queryKey: ['health'],
    refetchInterval: 15_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const started = performance.now();
      const response = await fetch('/healthz', { signal, cache: 'no-store' });
      if (!response.ok) throw new Error('not healthy');
      return Math.round(performance.now() - started);
    },
  });
}

function ServiceState() {
  const { t } = useTranslation();
  const delay = useServerDelay();
  const word = delay.isPending ? t('signIn.checking') : delay.isError ? t('signIn.unhealthy') : t('signIn.healthy');
  return (
    <div className="row hint" role="status">
      <Dot tone={delay.isPending ? 'away' : delay.isError ? 'alarm' : 'ready'} />
      {word}
    </div>
  );
}
