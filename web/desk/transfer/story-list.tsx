/** 本次经过: what has happened in this call, latest last. */
import { useTranslation } from 'react-i18next';
import { clockSeconds, duration } from '../../lib/format.ts';
import { nameOf } from '../party-words.ts';
import type { StoryStep } from './story.ts';

export function StoryList({ steps }: { steps: readonly StoryStep[] }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <section className="story" aria-label={t('transfers.story.title')}>
      <h3 className="hint small">{t('transfers.story.title')}</h3>
      <ol>
        {steps.map(({ at, kind, party, seconds }, i) => (
          <li key={i} className="row">
            <span className="hint">{clockSeconds(at)}</span>
            <span className="cut">
              {t(`transfers.story.${kind}`, {
                name: party ? nameOf(t, party) : '',
                number: party?.number ?? '',
                time: duration(seconds),
              })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
