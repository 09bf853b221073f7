/** The way of a call, step by step. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import { useTranslation } from 'react-i18next';
import { clockSeconds, duration } from '../../../lib/format.ts';
import { Dot } from '../../../ui/marks.tsx';
import { stepWords, timeToTalk } from './route-words.ts';

export function RouteSteps({ detail: { route } }: { detail: CallDetail }) {
  const { t, i18n } = useTranslation();
  const took = timeToTalk(route);
  return (
    <section className="drawer-section">
      <h2>
        {t('calls.route.title')}
        {took !== null && <span className="hint"> {t('calls.route.took', { time: duration(took / 1000) })}</span>}
      </h2>
      {route.length === 0 && <p className="hint">{t('calls.route.empty')}</p>}
      <ol>
        {route.map((step) => {
          const words = stepWords(t, step, i18n.language);
          const seconds = step.data['seconds'];
          return (
            <li key={step.seq} className="route-step">
              <time className="hint" dateTime={step.at}>
                {clockSeconds(step.at)}
              </time>
              <span className="route-dot">
                <Dot tone={words.tone} />
              </span>
              <span className="cut">
                <b>{words.title}</b>
                {words.detail && <span className="second">{words.detail}</span>}
              </span>
              <span className="hint right">{typeof seconds === 'number' && seconds > 0 ? duration(seconds) : ''}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
