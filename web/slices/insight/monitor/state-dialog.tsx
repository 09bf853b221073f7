/** Asks why a colleague is put into a state, and does it. */
import type { chosenStates } from '@bahu/contract/desk.ts';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSupervision, type Supervised } from './use-supervision.ts';

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

interface Props {
  agent: Supervised;
  state: (typeof chosenStates)[number];
  onClose: () => void;
}

export function StateDialog({ agent, state, onClose }: Props) {
  const { t } = useTranslation();
  const { setState } = useSupervision();
  return (
    <Suspense fallback={null}>
      <ReasonDialog
        title={t(`monitor.force.${state}`, { name: agent.name })}
        what={t('monitor.force.what')}
        hint={t('monitor.force.reasonHint')}
        submit={t(`monitor.states.${state}`)}
        onSubmit={(reason) => setState(agent, state, reason)}
        onClose={onClose}
      />
    </Suspense>
  );
}
