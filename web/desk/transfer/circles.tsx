/** Everybody in the call as circles: a solid line joins those who hear each other, a dashed one those who do not. */
import type { LiveCall, LiveParty } from '@bahu/contract/realtime.ts';
import { Mic, Music, Pause, PhoneForwarded, PhoneOff, Play, WifiOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { duration, initialOf, secondsSince } from '../../lib/format.ts';
import { useNow } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { classes, Tag } from '../../ui/marks.tsx';
import type { StateColour } from '../../ui/theme.ts';
import { hearEachOther, hearsMusic, isRinging, partiesOf } from '../parties.ts';
import { nameOf } from '../party-words.ts';
import type { CallSteps } from './use-call-steps.ts';

type Mark = { icon: LucideIcon; tone: StateColour };

function markOf(party: LiveParty): Mark {
  if (party.state === 'lost') return { icon: WifiOff, tone: 'alarm' };
  if (isRinging(party)) return { icon: PhoneForwarded, tone: 'ringing' };
  return hearsMusic(party) ? { icon: Music, tone: 'away' } : { icon: Mic, tone: 'talking' };
}

export function Circles({ call, steps }: { call: LiveCall; steps: CallSteps }) {
  const { own, other, guests } = partiesOf(call);
  const isCrowd = guests.length > 1;
  const letters = ['C', 'D', 'E', 'F', 'G', 'H'];
  return (
    <ul className={classes('circles', isCrowd && 'circles-crowd')}>
      {other && <Circle letter="A" party={other} call={call} steps={steps} />}
      {!isCrowd && <Line from={other} to={own} />}
      {own && <Circle letter="B" party={own} call={call} steps={steps} />}
      {!isCrowd && <Line from={own} to={guests[0] ?? null} />}
      {guests.length === 0 && <Nobody />}
      {guests.map((guest, i) => (
        <Circle key={guest.partyId} letter={letters[i] ?? ''} party={guest} call={call} steps={steps} />
      ))}
    </ul>
  );
}

function Line({ from, to }: { from: LiveParty | null; to: LiveParty | null }) {
  const isJoined = from !== null && to !== null && hearEachOther(from, to);
  return <li aria-hidden className={classes('circle-line', isJoined && 'is-joined')} />;
}

function Circle({
  letter,
  party,
  call,
  steps,
}: {
  letter: string;
  party: LiveParty;
  call: LiveCall;
  steps: CallSteps;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const me = useMe();
  const { icon: Icon, tone } = markOf(party);
  const name = party.isOwn ? me.name : nameOf(t, party);
  const isTimed = party.state !== 'talking' || !party.isOwn;
  const state = hearsMusic(party) && party.state === 'talking' ? 'held' : party.state;
  return (
    <li className="circle">
      <span className={`circle-face tone-${tone}`} aria-hidden>
        {!party.isOwn && party.name === null ? '#' : initialOf(name)}
        <i>
          <Icon size={12} />
        </i>
      </span>
      <b className="cut">{party.isOwn ? t('transfers.me') : name}</b>
      <span className="second small circle-who">
        {letter} {party.isOwn ? `${me.name} ${me.extension}` : `${t(`transfers.parts.${party.kind}`)} ${party.number}`}
      </span>
      <Tag tone={tone}>
        {t(`transfers.states.${state}`)} {isTimed && duration(secondsSince(party.since, now))}
      </Tag>
      {!party.isOwn && <PartyTools party={party} call={call} steps={steps} />}
    </li>
  );
}

/** In a conference each party by itself; in a consultation the one who waits can be talked to. */
function PartyTools({ party, call, steps }: { party: LiveParty; call: LiveCall; steps: CallSteps }) {
  const { t } = useTranslation();
  const name = nameOf(t, party);
  const tools: ReactNode[] = [];
  if (steps.possible.has('swap') && hearsMusic(party)) {
    tools.push(
      <button key="swap" type="button" className="link small" disabled={steps.isPending} onClick={steps.swap}>
        {t('transfers.talkTo', { name })}
      </button>,
    );
  }
  if (call.phase === 'conference' && call.isOwner) {
    const isHeld = party.state === 'held';
    const word = t(isHeld ? 'transfers.resumeOne' : 'transfers.holdOne', { name });
    tools.push(
      <IconButton
        key="hold"
        size="tiny"
        icon={isHeld ? Play : Pause}
        label={word}
        disabled={steps.isPending}
        onClick={() => steps.hold(party.partyId, !isHeld)}
      />,
    );
  }
  // The party whom the call is about is not hung up upon; who came later is, by whose call it is.
  if (call.phase === 'conference' && call.isOwner && party !== partiesOf(call).other) {
    tools.push(
      <IconButton
        key="drop"
        size="tiny"
        icon={PhoneOff}
        label={t('transfers.drop', { name })}
        disabled={steps.isPending}
        onClick={() => steps.drop(party.partyId)}
      />,
    );
  }
  return <span className="circle-tools">{tools}</span>;
}

/** The place of whoever will be chosen. */
function Nobody() {
  const { t } = useTranslation();
  return (
    <li className="circle">
      <span className="circle-face circle-nobody" aria-hidden>
        ?
      </span>
      <b className="hint">{t('transfers.nobody')}</b>
      <span className="hint small">C {t('transfers.nobodyHint')}</span>
    </li>
  );
}
