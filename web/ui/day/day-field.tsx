/** A day, or a day with its time, in the application's own look and the reader's language: typed, or chosen from a calendar. */
import { Input } from 'antd';
import { CalendarDays } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelButton } from '../panel-popover.tsx';
import { isWithin, readDay, readDayTime, type Bounds } from './day-text.ts';
import './day.css';

const Calendar = lazy(() => import('./calendar.tsx'));

interface Props extends Bounds {
  kind: 'date' | 'date-time';
  /** Names the field where no label does. */
  label?: string;
  size?: 'small' | 'middle';
  /** 2026-01-05 or 2026-01-05T09:30 on the reader's clock; what is no day stands as it was typed. */
  value: string;
  /** Told what is meant as soon as it is one, else what was typed. */
  onText: (text: string) => void;
  id?: string;
  disabled?: boolean;
  status?: '' | 'error';
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
  'aria-describedby'?: string | undefined;
}

/** Of a day that is chosen before any time was: the beginning of a day's work. */
const firstTime = '09:00';
/** As long as people write it with spaces. */
const maxTyped = 32;

export function DayField({ kind, label, value, onText, min, max, size, disabled = false, ...rest }: Props) {
  const { t } = useTranslation();
  // Until the field is left it shows what was typed, also when that is understood already.
  const [typed, setTyped] = useState<string | null>(null);
  const read = kind === 'date' ? readDay : readDayTime;
  const shown = typed ?? value.replace('T', ' ');
  function type(text: string): void {
    setTyped(text);
    onText(read(text) ?? text.trim());
  }
  function choose(day: string, close: () => void): void {
    const time = readDayTime(value)?.slice(11) ?? firstTime;
    setTyped(null);
    onText(kind === 'date' ? day : `${day}T${time}`);
    close();
  }
  const bounds = { ...(min && { min }), ...(max && { max }) };
  const day = typed === null ? undefined : read(typed)?.slice(0, 10);
  const isBeyond = day !== undefined && !isWithin(day, bounds);
  return (
    <Input
      {...rest}
      {...(isBeyond && { status: 'error', 'aria-invalid': true })}
      {...(size && { size })}
      {...(label !== undefined && { 'aria-label': label })}
      className="day-field"
      autoComplete="off"
      maxLength={maxTyped}
      disabled={disabled}
      placeholder={t(kind === 'date' ? 'ui.day.dayHint' : 'ui.day.timeHint')}
      value={shown}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setTyped(null)}
      suffix={
        disabled ? (
          <CalendarDays size={14} aria-hidden />
        ) : (
          <PanelButton
            icon={CalendarDays}
            label={t('ui.day.choose')}
            panel={(close) => (
              <Suspense fallback={<div className="calendar" aria-busy />}>
                <Calendar {...bounds} chosen={readDay(value.slice(0, 10))} onChoose={(day) => choose(day, close)} />
              </Suspense>
            )}
          />
        )
      }
    />
  );
}
