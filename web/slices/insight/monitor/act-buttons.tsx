/** 监听 指导 三方 代接 强切: those of the acts that are possible, in this order. */
import type { SupervisorAct } from '@bahu/contract/desk.ts';
import type { SuperviseMode } from '@bahu/contract/realtime.ts';
import { Headphones, MessageCircle, PhoneForwarded, PhoneOff, Users2, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../../ui/marks.tsx';
import { useSupervision, type Supervised } from './use-supervision.ts';
import './supervision.css';

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

const buttons = ['listen', 'whisper', 'barge', 'take-over', 'hang-up'] as const satisfies readonly SupervisorAct[];
type Name = (typeof buttons)[number];
const icons: Record<Name, LucideIcon> = {
  listen: Headphones,
  whisper: MessageCircle,
  barge: Users2,
  'take-over': PhoneForwarded,
  'hang-up': PhoneOff,
};

interface Props {
  agent: Supervised;
  acts: readonly SupervisorAct[];
  /** What the supervisor does already. */
  mode?: SuperviseMode;
  onActed?: () => void;
}

export function ActButtons({ agent, acts, mode, onActed }: Props) {
  const { t } = useTranslation();
  const { supervise, takeOver, hangUp } = useSupervision();
  const [isEnding, setIsEnding] = useState(false);
  function act(name: Name): void {
    if (name === 'hang-up') return setIsEnding(true);
    if (name === 'take-over') takeOver(agent);
    else supervise(agent, name);
    onActed?.();
  }
  return (
    <>
      {buttons
        .filter((name) => acts.includes(name))
        .map((name) => {
          const Icon = icons[name];
          return (
            <button
              key={name}
              type="button"
              className={classes('act-button', name === 'hang-up' && 'is-danger')}
              aria-pressed={name === mode}
              onClick={() => act(name)}
            >
              <Icon size={18} strokeWidth={1.7} aria-hidden />
              <span>{t(`monitor.acts.${name}`)}</span>
            </button>
          );
        })}
      {isEnding && (
        <Suspense fallback={null}>
          <ReasonDialog
            title={t('monitor.hangUp.title', { name: agent.name })}
            what={t('monitor.hangUp.what')}
            hint={t('monitor.hangUp.reasonHint')}
            submit={t('monitor.hangUp.submit')}
            isDanger
            onSubmit={(reason) => hangUp(agent, reason)}
            onClose={() => setIsEnding(false)}
          />
        </Suspense>
      )}
    </>
  );
}
