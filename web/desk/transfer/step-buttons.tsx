/** Parking, and the four steps of a transfer, each with one line that says what follows. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { CircleParking, CornerUpLeft, PhoneForwarded, RotateCcw, Users2, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes, KeyMark } from '../../ui/marks.tsx';
import { partiesOf } from '../parties.ts';
import { nameOf } from '../party-words.ts';
import type { CallSteps } from './use-call-steps.ts';

const stepNames = ['merge', 'complete', 'again', 'stop'] as const;
type Name = (typeof stepNames)[number];
const icons: Record<Name, LucideIcon> = {
  merge: Users2,
  complete: PhoneForwarded,
  again: RotateCcw,
  stop: CornerUpLeft,
};

/** Leaves the other party on a number, for whoever is there: shown where nobody is chosen yet. */
export function ParkButton({ steps }: { steps: CallSteps }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="step-button"
      disabled={!steps.possible.has('park') || steps.isPending}
      onClick={steps.park}
    >
      <span className="row">
        <CircleParking size={16} aria-hidden />
        <b className="fill">{t('transfers.steps.park')}</b>
        <KeyMark keys={fixedKeys.park} />
      </span>
      <span className="small">{t('transfers.results.park')}</span>
    </button>
  );
}

export function StepButtons({ call, steps, onAgain }: { call: LiveCall; steps: CallSteps; onAgain: () => void }) {
  const { t } = useTranslation();
  const { other, guests } = partiesOf(call);
  const names = { other: other ? nameOf(t, other) : '', guest: guests.at(-1) ? nameOf(t, guests.at(-1)!) : '' };
  const results: Record<Name, string> = {
    merge: t('transfers.results.merge', { count: guests.length + 2 }),
    complete: guests.length > 1 ? t('transfers.results.completeAll') : t('transfers.results.complete', names),
    again: t('transfers.results.again', names),
    stop: t('transfers.results.stop', names),
  };
  // In a conference those are left out that belong to a consultation.
  const shown = call.phase === 'conference' ? stepNames.filter((name) => steps.possible.has(name)) : stepNames;
  const act: Record<Name, () => void> = {
    merge: steps.merge,
    complete: steps.complete,
    again: onAgain,
    stop: steps.stop,
  };
  return (
    <div className="step-buttons">
      {shown.map((name) => {
        const Icon = icons[name];
        return (
          <button
            key={name}
            type="button"
            className={classes('step-button', name === 'complete' && 'is-primary')}
            disabled={!steps.possible.has(name) || steps.isPending}
            onClick={act[name]}
          >
            <span className="row">
              <Icon size={16} aria-hidden />
              <b className="fill">{t(`transfers.steps.${name}`)}</b>
              <KeyMark keys={fixedKeys[name]} />
            </span>
            <span className="small">{results[name]}</span>
          </button>
        );
      })}
    </div>
  );
}
