/** The small control beside a colleague: what a supervisor can do with them now. */
import { chosenStates } from '@bahu/contract/desk.ts';
import { Headphones, UserCog } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButtons, StateDialog } from '../../slices/insight/monitor/public.ts';
import { PanelButton } from '../../ui/panel-popover.tsx';
import { actsNow, type DirectoryLine } from '../directory.ts';

export function SuperviseButton({ line }: { line: DirectoryLine }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<(typeof chosenStates)[number] | null>(null);
  const { agentId, name } = line.colleague;
  const acts = actsNow(line);
  const isTalking = acts.some((act) => act !== 'state');
  if (acts.length === 0) return <span />;
  const content = (close: () => void) => (
    <div className="act-list">
      {isTalking && (
        <div className="act-buttons">
          <ActButtons agent={{ agentId, name }} acts={acts} onActed={close} />
        </div>
      )}
      {acts.includes('state') && (
        <div className="act-buttons">
          {chosenStates.map((state) => (
            <button
              key={state}
              type="button"
              className="chip"
              onClick={() => {
                setWanted(state);
                close();
              }}
            >
              {t(`monitor.states.${state}`)}
            </button>
          ))}
        </div>
      )}
      <p className="hint small">{t('monitor.recorded')}</p>
    </div>
  );
  return (
    <>
      <PanelButton icon={isTalking ? Headphones : UserCog} label={t('monitor.open', { name })} panel={content} />
      {wanted && <StateDialog agent={{ agentId, name }} state={wanted} onClose={() => setWanted(null)} />}
    </>
  );
}
