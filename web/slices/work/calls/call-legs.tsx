/** The connections of a call, one row each. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import { useTranslation } from 'react-i18next';
import { clockSeconds, duration, secondsSince } from '../../../lib/format.ts';
import { outcomeOf } from '../../../ui/outcome.tsx';

export function CallLegs({ legs }: { legs: CallDetail['legs'] }) {
  const { t } = useTranslation();
  return (
    <section className="drawer-section">
      <h2>{t('calls.detail.legs')}</h2>
      <ul>
        {legs.map((leg) => {
          const end = leg.endedAt === null ? null : Date.parse(leg.endedAt);
          return (
            <li key={leg.id} className="leg-line">
              <span className="hint">{clockSeconds(leg.startedAt)}</span>
              <span>{t(leg.role === 'agent' ? 'calls.player.agent' : 'calls.player.customer')}</span>
              <span className="cut">
                {leg.agentName ?? ''} {leg.number}
                {leg.trunkName === null ? '' : t('calls.route.via', { trunk: leg.trunkName })}
              </span>
              <span className="second">{t(`calls.outcome.${outcomeOf(leg.outcome)}`)}</span>
              <span className="hint">
                {leg.sipCode === null
                  ? leg.cause === null
                    ? ''
                    : t('calls.detail.cause', { cause: leg.cause })
                  : t('calls.detail.sip', { code: leg.sipCode })}
              </span>
              <span className="right">
                {leg.answeredAt && end !== null ? duration(secondsSince(leg.answeredAt, end)) : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
