/** What holds for all agents. */
import type { AgentSettings } from '@bahu/contract/tenants.ts';
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Line } from './branding-card.tsx';

interface Props {
  agents: AgentSettings;
  onChange: (agents: AgentSettings) => void;
}

export function AgentsCard({ agents, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-agents">
      <h2 id="settings-agents">{t('settings.agentsCard')}</h2>
      <Line label={t('settings.missedOffers')} hint={t('settings.missedOffersHint')}>
        {(id) => (
          <InputNumber<number>
            id={id}
            min={0}
            max={20}
            precision={0}
            value={agents.missedOffers}
            onChange={(missedOffers) => missedOffers !== null && onChange({ missedOffers })}
          />
        )}
      </Line>
    </section>
  );
}
