/** Directory of colleagues with what each is doing now; those who can be called first. */
import type { DirectoryColleague } from '@bahu/contract/desk.ts';
import { useMutation } from '@tanstack/react-query';
import { PhoneIncoming, Search, Users2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useApi, useNow, useTopic } from '../../lib/services.tsx';
import { agentLook } from '../../ui/agent-look.ts';
import { CallButton } from '../../ui/call-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { Dot } from '../../ui/marks.tsx';
import { isUsedUp, PauseDot, pauseName } from '../../ui/pause.tsx';
import { PlainInput } from '../../ui/plain-input.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { hasCall } from '../call-view.ts';
import { isFree, linesOf, ringsWith, type DirectoryLine } from '../directory.ts';
import { SuperviseButton } from '../supervision/supervise-button.tsx';
import { useDirectory } from '../use-directory.ts';

export function Colleagues() {
  const { t } = useTranslation();
  const directory = useDirectory();
  return (
    <section className="card column">
      <Loaded answer={directory} what={t('desk.colleagues.what')}>
        {({ colleagues }) => <List colleagues={colleagues} />}
      </Loaded>
    </section>
  );
}

function List({ colleagues }: { colleagues: readonly DirectoryColleague[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const presence = useTopic('presence')?.agents;
  const ready = linesOf(colleagues, presence, '').filter(isFree).length;
  return (
    <>
      <div className="section-head">
        <Users2 size={15} aria-hidden />
        <h2>{t('desk.colleagues.title')}</h2>
        <span className="fill" />
        <span className="hint small">{t('desk.colleagues.online', { ready, all: colleagues.length })}</span>
      </div>
      <div className="colleague-search">
        <PlainInput
          size="small"
          type="search"
          value={search}
          aria-label={t('desk.colleagues.search')}
          placeholder={t('desk.colleagues.search')}
          prefix={<Search size={14} className="hint" aria-hidden />}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {colleagues.length === 0 && <Notice title={t('desk.colleagues.empty')} hint={t('desk.colleagues.emptyHint')} />}
      <ul className="scroll fill">
        {linesOf(colleagues, presence, search).map((line) => (
          <ColleagueLine key={line.colleague.agentId} line={line} />
        ))}
      </ul>
    </>
  );
}

function ColleagueLine({ line }: { line: DirectoryLine }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { colleague, presence } = line;
  const state = presence?.state ?? 'offline';
  const { tone, word } = agentLook(state);
  const ringing = ringsWith(line);
  const pause = presence?.pause ?? null;
  return (
    <li className="colleague-line">
      {pause ? (
        <PauseDot hue={pause.hue} />
      ) : (
        <Dot tone={tone} isHollow={state === 'offline'} isBreathing={ringing !== null} />
      )}
      <span className="cut">
        <b>{colleague.name}</b> <span className="second">{colleague.extension}</span>
      </span>
      <span className="right small whole">
        <span className={`toned tone-${isUsedUp(pause, now) ? 'ringing' : tone}`}>
          {pause ? pauseName(pause, i18n.language) : t(`phone.state.${word}`)}
        </span>
        {presence && state !== 'offline' && (
          <span className="hint"> {duration(secondsSince(presence.since, now))}</span>
        )}
      </span>
      {ringing !== null ? <PickUpButton callId={ringing} colleague={colleague} /> : <SuperviseButton line={line} />}
      <CallButton
        label={t('desk.colleagues.call', { name: colleague.name })}
        target={{ number: colleague.extension }}
      />
    </li>
  );
}

/** Takes the call that rings at the colleague. */
function PickUpButton({ callId, colleague: { agentId, name } }: { callId: string; colleague: DirectoryColleague }) {
  const { t } = useTranslation();
  const { desk } = useApi();
  const toasts = useToasts();
  const isBusy = hasCall(useTopic('desk'));
  const pickUp = useMutation({
    mutationFn: () => desk.pickUp({ params: { id: callId }, body: { agentId } }),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const label = t('transfers.pickUp', { name });
  const isOff = isBusy || pickUp.isPending;
  return (
    <IconButton icon={PhoneIncoming} size="small" label={label} disabled={isOff} onClick={() => pickUp.mutate()} />
  );
}
