/** Acts of a supervisor as commands. */
import { monitorRoutes } from '@bahu/contract/monitor.ts';
import type { chosenStates } from '@bahu/contract/desk.ts';
import type { SuperviseMode } from '@bahu/contract/realtime.ts';
import type { LimitName } from '@bahu/domain/monitor/states.ts';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export interface Supervised {
  agentId: string;
  name: string;
}

export interface Supervision {
  supervise(agent: Supervised, mode: SuperviseMode): void;
  takeOver(agent: Supervised): void;
  stop(): void;
  hangUp(agent: Supervised, reason: string): void;
  remind(agent: Supervised, reminder: { about: LimitName; seconds: number }): void;
  setState(agent: Supervised, state: (typeof chosenStates)[number], reason: string): void;
}

export function useSupervision(): Supervision {
  const { t } = useTranslation();
  const toasts = useToasts();
  const monitor = useClient(monitorRoutes);
  const about = ({ agentId }: Supervised) => ({ params: { id: agentId } });
  const run = (answer: Promise<unknown>, said?: string): void => {
    answer.then(() => said && toasts.done(said)).catch((error: unknown) => toasts.failed(failureText(t, error)));
  };
  return {
    supervise: (agent, mode) => run(monitor[mode](about(agent))),
    takeOver: (agent) => run(monitor.takeOver(about(agent))),
    stop: () => run(monitor.stop()),
    hangUp: (agent, reason) =>
      run(monitor.hangUp({ ...about(agent), body: { reason } }), t('monitor.hungUp', { name: agent.name })),
    remind: (agent, body) =>
      run(monitor.remind({ ...about(agent), body }), t('monitor.reminded', { name: agent.name })),
    setState: (agent, state, reason) =>
      run(monitor.setState({ ...about(agent), body: { state, reason } }), t('monitor.stateSet', { name: agent.name })),
  };
}
