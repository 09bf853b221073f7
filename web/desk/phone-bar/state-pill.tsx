/** State, name and timer of the agent; a click opens the choice of states. */
import type { chosenStates } from '@bahu/contract/desk.ts';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { Dropdown } from 'antd';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow, useServices } from '../../lib/services.tsx';
import { Dot } from '../../ui/marks.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { agentLook, timerStart } from '../call-view.ts';
import { usePhone } from '../phone/phone-context.tsx';

type Chosen = (typeof chosenStates)[number];

export function StatePill({ desk, name }: { desk: DeskState | null; name: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const menu = useStateMenu(desk);
  const { isMuted } = usePhone().state;
  const { word, tone } = agentLook(desk?.state ?? 'offline', isMuted);
  return (
    <Dropdown trigger={['click']} menu={menu} disabled={!desk}>
      <button type="button" className={`state-pill tone-${tone}`} aria-haspopup="menu">
        <span className="unseen">{t('phone.state.label')}</span>
        <Dot tone={tone} isHollow={word === 'offline'} isBreathing={word === 'ringing'} />
        <span className="state-pill-words">
          <b>{t(`phone.state.${word}`)}</b>
          <span className="cut">{name}</span>
        </span>
        <span className="state-pill-timer">{desk && duration(secondsSince(timerStart(desk), now))}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
    </Dropdown>
  );
}

function useStateMenu(desk: DeskState | null) {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const tell = (error: unknown) => toasts.failed(failureText(t, error));
  const isInCall = desk?.activity === 'talking' || desk?.activity === 'dialing' || desk?.activity === 'ringing';
  const line = (chosen: Chosen, word: string, hint: string) => ({
    key: chosen,
    label: (
      <span className="state-choice">
        <Dot tone={chosen === 'ready' ? 'ready' : 'away'} />
        <b>{word}</b>
        <span className="hint small">{isInCall ? t('phone.state.afterCall') : hint}</span>
      </span>
    ),
  });
  const choices = [
    line('ready', t('phone.state.ready'), t('phone.state.chooseReady')),
    line('busy', t('phone.state.busy'), t('phone.state.chooseBusy')),
    line('away', t('phone.state.away'), t('phone.state.chooseAway')),
  ];
  const wrapUp = [
    { key: 'divider', type: 'divider' as const },
    { key: 'finish', label: t('phone.state.finishWrapUp') },
    { key: 'extend', label: t('phone.state.extendWrapUp') },
  ];
  const act: Record<string, () => Promise<unknown>> = {
    ready: () => api.desk.setState({ body: { state: 'ready' } }),
    busy: () => api.desk.setState({ body: { state: 'busy' } }),
    away: () => api.desk.setState({ body: { state: 'away' } }),
    finish: () => api.desk.finishWrapUp(),
    extend: () => api.desk.extendWrapUp(),
  };
  return {
    items: desk?.activity === 'wrap-up' ? [...choices, ...wrapUp] : choices,
    selectable: true,
    selectedKeys: desk ? [desk.chosen] : [],
    onClick: ({ key }: { key: string }) => void act[key]?.().catch(tell),
  };
}
