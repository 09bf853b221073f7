/** A named reason for being busy or away, as people see it. */
import type { PauseNow } from '@bahu/contract/realtime.ts';
import './pause.css';

export const PauseDot = ({ hue }: Pick<PauseNow, 'hue'>) => <i aria-hidden className={`dot pause-${hue}`} />;

/** Its name in the reader's language; one name may serve both. */
export const pauseName = ({ name, nameEn }: Pick<PauseNow, 'name' | 'nameEn'>, language: string): string =>
  language.startsWith('zh') ? name : nameEn || name;

/** Whether somebody is in it for longer than their minutes of the day. */
export const isUsedUp = (pause: PauseNow | null, now: number): boolean =>
  pause !== null && pause.usedUpAt !== null && Date.parse(pause.usedUpAt) <= now;
