/** State, name and timer of the agent; a click opens the choice of states. */
import type { DeskState } from '@bahu/contract/realtime.ts';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow } from '../../lib/services.tsx';
import { agentLook } from '../../ui/agent-look.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { Dot } from '../../ui/marks.tsx';
import { isUsedUp, PauseDot, pauseName } from '../../ui/pause.tsx';
import { chosenNext, timerStart } from '../call-view.ts';
import { usePhone } from '../phone/phone-context.tsx';
import { useStateMenu } from './state-menu.tsx';

export function StatePill({ desk, name }: { desk: DeskState | null; name: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const [isOpen, setIsOpen] = useState(false);
  const menu = useStateMenu(desk, isOpen);
  const { isMuted } = usePhone().state;
  const { word, tone } = agentLook(desk?.state ?? 'offline', isMuted);
  const pause = desk?.pause ?? null;
  const isOver = isUsedUp(pause, now);
  const next = chosenNext(desk);
  const said = pause ? pauseName(pause, i18n.language) : t(`phone.state.${word}`);
  return (
    <DropMenu menu={menu} disabled={!desk} onOpenChange={setIsOpen}>
      <button type="button" className={`state-pill tone-${isOver ? 'ringing' : tone}`} aria-haspopup="menu">
        <span className="unseen">{t('phone.state.label')}</span>
        {pause ? (
          <PauseDot hue={pause.hue} />
        ) : (
          <Dot tone={tone} isHollow={word === 'offline'} isBreathing={word === 'ringing'} />
        )}
        <span className="state-pill-words">
          <span className="row row-tight">
            <b className="fill" title={said}>
              {said}
            </b>
            <span className="state-pill-timer">{desk && duration(secondsSince(timerStart(desk), now))}</span>
          </span>
          {next ? <NextState desk={next} /> : <span className="cut">{isOver ? t('phone.state.overLimit') : name}</span>}
        </span>
        <ChevronDown size={14} aria-hidden />
      </button>
    </DropMenu>
  );
}

/** What begins when the call is over. */
function NextState({ desk: { chosen, nextPause } }: { desk: DeskState }) {
  const { t, i18n } = useTranslation();
  const state = nextPause ? pauseName(nextPause, i18n.language) : t(`phone.state.${chosen}`);
  const text = t('phone.state.next', { state });
  return (
    <span className="cut" title={text}>
      {text}
    </span>
  );
}
