/** Lines of the directory by kind: colleagues with presence, groups, queues, menus, a number outside. */
import type { Directory } from '@bahu/contract/desk.ts';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow, useTopic } from '../../lib/services.tsx';
import { agentLook } from '../../ui/agent-look.ts';
import { useMayCall } from '../../ui/place-call.ts';
import { pauseName } from '../../ui/pause.tsx';
import { byGroup, isFree, linesOf, named, type DirectoryLine } from '../directory.ts';
import { isRinging } from '../parties.ts';
import { TargetLine } from './target-line.tsx';
import type { CallSteps } from './use-call-steps.ts';

interface Props {
  directory: Directory;
  typed: string;
  call: LiveCall;
  steps: CallSteps;
}

/** What can be done now: one who consults lets go of whom they consult first. */
const mayChoose = ({ possible, isPending }: CallSteps): boolean =>
  !isPending && (possible.has('consult') || possible.has('again'));
const mayHandOn = ({ possible, isPending }: CallSteps): boolean =>
  !isPending && (possible.has('transfer') || possible.has('again'));

export function ColleagueLines({ directory, typed, call, steps }: Props) {
  const presence = useTopic('presence')?.agents;
  return linesOf(directory.colleagues, presence, typed).map((line) => (
    <ColleagueLine key={line.colleague.agentId} line={line} call={call} steps={steps} />
  ));
}

export function GroupLines({ directory, typed, call, steps }: Props) {
  const presence = useTopic('presence')?.agents;
  return byGroup(linesOf(directory.colleagues, presence, typed)).map(({ name, lines }) => (
    <li key={name}>
      <h3 className="target-group">{name}</h3>
      <ul>
        {lines.map((line) => (
          <ColleagueLine key={line.colleague.agentId} line={line} call={call} steps={steps} />
        ))}
      </ul>
    </li>
  ));
}

function ColleagueLine({ line, call, steps }: { line: DirectoryLine; call: LiveCall; steps: CallSteps }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const pause = line.presence?.pause;
  const { agentId, name, extension, department, groups } = line.colleague;
  const state = line.presence?.state ?? 'offline';
  const { tone, word } = agentLook(state);
  const own = call.parties.find((party) => party.agentId === agentId);
  const isInCall = own !== undefined;
  const canTake = isFree(line) && !isInCall;
  // Whoever has called can leave a message.
  const takesMessage = line.colleague.takesTransfers && call.direction === 'inbound' && !isInCall;
  return (
    <TargetLine
      name={name}
      number={extension}
      note={[takesMessage && !canTake && t('transfers.toBox'), department, ...groups].filter(Boolean).join(' · ')}
      tone={tone}
      isHollow={state === 'offline'}
      isInCall={isInCall}
      right={
        <>
          <span className={`toned tone-${tone}`}>
            {own && !isRinging(own)
              ? t('transfers.withMe')
              : pause
                ? pauseName(pause, i18n.language)
                : t(`phone.state.${word}`)}
          </span>
          <span className="hint">
            {line.presence && state !== 'offline' && duration(secondsSince(line.presence.since, now))}
          </span>
        </>
      }
      onConsult={canTake && mayChoose(steps) ? () => steps.consult({ agentId }) : undefined}
      onTransfer={(canTake || takesMessage) && mayHandOn(steps) ? () => steps.transfer({ agentId }, name) : undefined}
    />
  );
}

export function QueueLines({ directory, typed, steps }: Props) {
  const { t } = useTranslation();
  const queues = useTopic('queues')?.queues;
  return named(directory.queues, typed).map(({ queueId, name, number }) => {
    const live = queues?.find((queue) => queue.queueId === queueId);
    return (
      <TargetLine
        key={queueId}
        name={name}
        note={[number, ...(live ? [t('transfers.waiting', { count: live.waiting, ready: live.ready })] : [])].join(
          ' · ',
        )}
        tone={live && live.ready > 0 ? 'ready' : 'away'}
        onConsult={mayChoose(steps) ? () => steps.consult({ queueId }) : undefined}
        onTransfer={mayHandOn(steps) ? () => steps.transfer({ queueId }, name) : undefined}
      />
    );
  });
}

export function MenuLines({ directory, typed, steps }: Props) {
  return named(directory.menus, typed).map(({ menuId, name }) => (
    <TargetLine
      key={menuId}
      name={name}
      note=""
      tone="ready"
      onTransfer={mayHandOn(steps) ? () => steps.transfer({ menuId }, name) : undefined}
    />
  ));
}

export function OutsideLine({ number, steps }: { number: string; steps: CallSteps }) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  return (
    <TargetLine
      name={t('transfers.outside', { number })}
      note={t('transfers.outsideHint')}
      tone="talking"
      onConsult={mayCall && mayChoose(steps) ? () => steps.consult({ number }) : undefined}
      onTransfer={mayCall && mayHandOn(steps) ? () => steps.transfer({ number }, number) : undefined}
    />
  );
}
