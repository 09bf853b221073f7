/** Small signs: state dot, tag, keycap, stage, initial and the product's mark. */
import type { ReactNode } from 'react';
import { shownKeys } from '@bahu/domain/hot-keys/combination.ts';
import { initialOf } from '../lib/format.ts';
import type { StateColour } from './theme.ts';

export const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');

export function Dot({ tone, isHollow, isBreathing }: { tone: StateColour; isHollow?: boolean; isBreathing?: boolean }) {
  return (
    <i
      aria-hidden
      className={classes('dot', `tone-${tone}`, isHollow && 'dot-hollow', isBreathing && 'dot-breathing')}
    />
  );
}

export function Tag({ tone, look, children }: { tone?: StateColour; look?: 'plain' | 'primary'; children: ReactNode }) {
  return <span className={classes('tag', tone && `tone-${tone}`, look && `tag-${look}`)}>{children}</span>;
}

export function Keycap({ children }: { children: ReactNode }) {
  return <kbd aria-hidden>{children}</kbd>;
}

/** A combination of keys on the button that they press; nothing where there is none. */
export const KeyMark = ({ keys }: { keys: string }) =>
  keys !== '' && <Keycap>{shownKeys(keys).replaceAll('+', ' ')}</Keycap>;

/** A picture, not a text: a button with it is called by its own name. */
export function Initial({ name }: { name: string }) {
  return <span aria-hidden className="initial" data-letter={initialOf(name)} />;
}

const stageSteps: Readonly<Record<string, number>> = { lead: 1, contacted: 2, interested: 3, negotiating: 4, won: 4 };

/** Four small bars: how far a customer has come. */
export function StageBars({ stage }: { stage: string }) {
  const reached = stageSteps[stage] ?? 0;
  return (
    <span aria-hidden className="stage-bars">
      {[1, 2, 3, 4].map((step) => (
        <i key={step} className={step <= reached ? 'is-full' : ''} />
      ))}
    </span>
  );
}

export function Mark({ size }: { size: number }) {
  const stroke = { stroke: 'var(--on-primary)', strokeLinecap: 'round', fill: 'none' } as const;
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--primary)" />
      <path d="M13 8c-.3 6-2.2 11-6 15.5" strokeWidth="2.8" {...stroke} />
      <path d="M18 8c.6 6.2 2.8 11.2 7 15.5" strokeWidth="2.8" {...stroke} />
      <path d="M12.8 21.5c2-1.6 4.6-1.6 6.6 0" strokeWidth="2" opacity=".75" {...stroke} />
    </svg>
  );
}
