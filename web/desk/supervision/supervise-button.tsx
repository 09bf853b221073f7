/** The small control beside a colleague: what a supervisor can do with them now. */
import { chosenStates } from '@bahu/contract/desk.ts';
import { Headphones, UserCog } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelButton } from '../../ui/panel-popover.tsx';
import { actsNow, type DirectoryLine } from '../directory.ts';
import { ActButtons } from './act-buttons.tsx';
import { useSupervision } from './use-supervision.ts';

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

export function SuperviseButton({ line }: { line: DirectoryLine }) {
  const { t } = useTranslation();
  const { setState } = useSupervision();
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
      {wanted && (
        <Suspense fallback={null}>
          <ReasonDialog
            title={t(`monitor.force.${wanted}`, { name })}
            what={t('monitor.force.what')}
            hint={t('monitor.force.reasonHint')}
            submit={t(`monitor.states.${wanted}`)}
            onSubmit={(reason) => setState({ agentId, name }, wanted, reason)}
            onClose={() => setWanted(null)}
          />
        </Suspense>
      )}
    </>
  );
}
