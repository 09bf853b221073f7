/** The bar across the top: state, number box, the call or the ready line, controls, figures, devices, own menu. */
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { useTopic } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { agentLook } from '../../ui/agent-look.ts';
import { Mark } from '../../ui/marks.tsx';
import { useHeadset } from '../headset/use-headset.ts';
import { MiniPhoneButton } from '../mini-phone/mini-phone-button.tsx';
import { ParkedChip } from '../parked/parked-chip.tsx';
import { Supervising } from '../supervision/supervising.tsx';
import { useCallSteps } from '../transfer/use-call-steps.ts';
import { useStory } from '../transfer/use-story.ts';
import { useTransferKeys } from '../transfer/use-transfer-keys.ts';
import { useCallActions, type CallActions } from '../use-call-actions.ts';
import { useSecondCall } from '../use-second-call.ts';
import { AudioDevices } from './audio-devices.tsx';
import { CallControls } from './call-controls.tsx';
import { LiveParty } from './live-party.tsx';
import { NumberBox } from './number-box.tsx';
import { ReadyLine } from './ready-line.tsx';
import { WrapUp } from './wrap-up.tsx';
import { RingingCall } from './ringing-call.tsx';
import { SecondCall } from './second-call.tsx';
import { StatePill } from './state-pill.tsx';
import { useBarHeight } from './use-bar-height.ts';
import { usePhoneKeys } from './use-phone-keys.ts';
import { useRing } from './use-ring.ts';
import { useSettled } from './use-settled.ts';
import { useWakeLock } from './use-wake-lock.ts';
import './phone-bar.css';

const TransferPanel = lazy(() => import('../transfer/transfer-panel.tsx'));

/** Whether the transfer panel of this call is shown; another call begins without. */
function usePanel(callId: string | null) {
  const [openFor, setOpenFor] = useState<string | null>(null);
  const isOpen = callId !== null && openFor === callId;
  const open = () => setOpenFor(callId);
  const close = () => setOpenFor(null);
  return { isOpen, open, close, toggle: isOpen ? close : open };
}

/** Which buttons the middle of the bar shows. */
function sceneOf({ call, isRinging }: CallActions, desk: DeskState | null): string {
  if (isRinging) return 'ringing';
  if (call) return call.supervising ? 'supervising' : 'call';
  return desk?.state === 'wrap-up' ? 'wrap-up' : 'quiet';
}

export function PhoneBar({ menu }: { menu: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const desk = useTopic('desk');
  const actions = useCallActions();
  const second = useSecondCall();
  const { tone } = agentLook(desk?.state ?? 'offline');
  const steps = useCallSteps(actions.call);
  const story = useStory(actions.call);
  const bar = useRef<HTMLElement>(null);
  const panel = usePanel(actions.call?.callId ?? null);
  useBarHeight(bar);
  usePhoneKeys(actions);
  useTransferKeys(steps, panel);
  useRing();
  useWakeLock();
  useHeadset(actions);
  const isSupervising = !actions.isRinging && Boolean(actions.call?.supervising);
  const isQuiet = !actions.call && desk?.call?.phase !== 'ended';
  const settled = useSettled(sceneOf(actions, desk));
  return (
    <header ref={bar} className={`phone-bar tone-${tone}`} aria-label={t('phone.label')}>
      <div className="phone-bar-mark">
        {me.branding.logo ? <img src={me.branding.logo} alt="" className="phone-bar-logo" /> : <Mark size={30} />}
      </div>
      <StatePill desk={desk} name={`${me.name} ${me.extension}`} />
      <NumberBox actions={actions} />
      <div className="phone-bar-call" {...settled}>
        {actions.isRinging && actions.call && <RingingCall call={actions.call} actions={actions} />}
        {!actions.isRinging && desk?.call && !isSupervising && <LiveParty call={desk.call} />}
        {!actions.isRinging && actions.call && !isSupervising && (
          <CallControls actions={actions} call={actions.call} steps={steps} panel={panel} />
        )}
        {actions.call && isSupervising && <Supervising call={actions.call} />}
        {second.call && <SecondCall call={second.call} actions={second} />}
        {desk?.call?.phase === 'ended' && <WrapUp desk={desk} />}
        {isQuiet && <ReadyLine desk={desk} />}
      </div>
      <div className="phone-bar-right">
        <ParkedChip />
        {desk && <Figures answered={desk.today.answered} placed={desk.today.placed} isCompact={!isQuiet} />}
        <MiniPhoneButton actions={actions} />
        <AudioDevices />
        {menu}
      </div>
      {panel.isOpen && actions.call && steps.possible.size > 0 && (
        <Suspense fallback={null}>
          <TransferPanel call={actions.call} steps={steps} story={story} onClose={panel.close} />
        </Suspense>
      )}
    </header>
  );
}

/** Calls of today. While a call is up they make room for its controls on small screens. */
function Figures({ answered, placed, isCompact }: { answered: number; placed: number; isCompact: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className={isCompact ? 'figures figures-compact' : 'figures'}>
      <div>
        <dd>{answered}</dd>
        <dt>{t('phone.figures.answered')}</dt>
      </div>
      <div>
        <dd>{placed}</dd>
        <dt>{t('phone.figures.placed')}</dt>
      </div>
    </dl>
  );
}
