/** A filter by a span of time: by name, which stays true tomorrow, or two days. */
import { useTranslation } from 'react-i18next';
import { spanNames } from '../../lib/search.ts';
import { classes } from '../marks.tsx';
import { DaySpan } from '../day/day-span.tsx';
import { Chip } from './chip.tsx';

interface Props {
  name: string;
  value: string | undefined;
  isFresh: boolean;
  onChange: (value: string | undefined) => void;
}

export function TimeChip({ name, value, isFresh, onChange }: Props) {
  const { t } = useTranslation();
  const known = spanNames.find((span) => span === value);
  const [from = '', to = ''] = value !== undefined && !known ? value.split('~') : [];
  const days =
    from && to ? `${from} – ${to}` : from ? t('ui.time.since', { day: from }) : t('ui.time.until', { day: to });
  const chosen = known ? t(`ui.time.${known}`) : value === undefined ? undefined : days;
  const setDays = (part: { from?: string; to?: string }) => {
    const next = { from, to, ...part };
    onChange(next.from || next.to ? `${next.from}~${next.to}` : undefined);
  };
  return (
    <Chip name={name} chosen={chosen} isFresh={isFresh} onClear={() => onChange(undefined)}>
      {(close) => (
        <div className="time-choices">
          <div className="chips">
            {spanNames.map((span, index) => (
              <button
                key={span}
                type="button"
                className={classes('chip')}
                aria-pressed={span === known}
                ref={(box) => void (index === 0 && value === undefined && box?.focus())}
                onClick={() => {
                  onChange(span);
                  close();
                }}
              >
                {t(`ui.time.${span}`)}
              </button>
            ))}
          </div>
          <DaySpan from={from} to={to} onChange={setDays} />
        </div>
      )}
    </Chip>
  );
}
