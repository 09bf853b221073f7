/** Whom the reader supervises now, with the other acts; the phone bar says the same while another page is shown. */
import { Headphones } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useNow, useTopic } from '../../../lib/services.tsx';
import { ActButtons } from './act-buttons.tsx';
import type { BoardLine } from './board-lines.ts';

export function SupervisedCard({ lines }: { lines: readonly BoardLine[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const desk = useTopic('desk');
  const supervising = desk?.call?.phase === 'ended' ? null : desk?.call?.supervising;
  if (!desk || !supervising) return null;
  const { agentId, name, mode } = supervising;
  const line = lines.find(({ agent }) => agent.agentId === agentId);
  return (
    <section className="card column monitor-supervised" aria-label={t(`monitor.now.${mode}`)}>
      <div className="section-head">
        <Headphones size={15} aria-hidden className="tone-talking toned" />
        <h2 className="cut">
          {t(`monitor.now.${mode}`)} {name} {line?.agent.extension}
        </h2>
        <span className="fill" />
        <b className="tone-talking toned">{duration(secondsSince(desk.since, now))}</b>
      </div>
      <div className="act-buttons">
        <ActButtons agent={{ agentId, name }} acts={line?.acts ?? []} mode={mode} />
      </div>
      <p className="second small">
        {t(`monitor.heard.${mode}`, { name })} · {t('monitor.recorded')}
      </p>
    </section>
  );
}
