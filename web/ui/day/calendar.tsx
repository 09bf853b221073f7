/** A month to choose a day from: arrows walk, Page Up and Down change the month, Enter chooses. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../lib/format.ts';
import { useServices } from '../../lib/services.tsx';
import { IconButton } from '../icon-button.tsx';
import { classes } from '../marks.tsx';
import { dayByKey, isWithin, monthsOn, weeksOf, within, type Bounds } from './day-text.ts';
import './day.css';

/** Called when a cell becomes the one where the reader is, and not when it is drawn again. */
const focus = (cell: HTMLElement | null): void => cell?.focus();

interface Props extends Bounds {
  chosen: string | null;
  onChoose: (day: string) => void;
}

export default function Calendar({ chosen, onChoose, ...bounds }: Props) {
  const { t, i18n } = useTranslation();
  const { clock } = useServices();
  const today = isoDay(clock.now());
  const [{ at, isWalked }, setPlace] = useState(() => ({ at: within(chosen ?? today, bounds), isWalked: true }));
  const words = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`));
  const weeks = weeksOf(at.slice(0, 7));
  // Whoever turns the month by its button stays at the button.
  const turn = (months: number) => setPlace({ at: within(monthsOn(at, months), bounds), isWalked: false });
  function press(event: KeyboardEvent): void {
    const next = dayByKey(at, event.key);
    if (next !== null) setPlace({ at: within(next, bounds), isWalked: true });
    else if (event.key === 'Enter' || event.key === ' ') onChoose(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div className="calendar">
      <div className="row row-tight">
        <IconButton icon={ChevronLeft} size="small" label={t('ui.day.before')} onClick={() => turn(-1)} />
        <b className="fill calendar-month" aria-live="polite">
          {words(at, { year: 'numeric', month: 'long' })}
        </b>
        <IconButton icon={ChevronRight} size="small" label={t('ui.day.after')} onClick={() => turn(1)} />
      </div>
      <table role="grid" aria-label={t('ui.day.choose')} onKeyDown={press}>
        <thead>
          <tr>
            {weeks[0]!.map((day) => (
              <th key={day} scope="col" abbr={words(day, { weekday: 'long' })} className="hint">
                {words(day, { weekday: 'narrow' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td
                  key={day}
                  ref={day === at && isWalked ? focus : null}
                  role="gridcell"
                  tabIndex={day === at ? 0 : -1}
                  aria-selected={day === chosen}
                  aria-current={day === today ? 'date' : undefined}
                  aria-disabled={!isWithin(day, bounds)}
                  aria-label={words(day, { dateStyle: 'full' })}
                  className={classes('calendar-day', !day.startsWith(at.slice(0, 7)) && 'is-beside')}
                  onClick={() => isWithin(day, bounds) && onChoose(day)}
                >
                  {Number(day.slice(8))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {isWithin(today, bounds) && (
        <button type="button" className="link small" onClick={() => onChoose(today)}>
          {t('ui.day.today')}
        </button>
      )}
    </div>
  );
}
