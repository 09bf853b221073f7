/** From one day to another, either of which may be open. What is no whole day yet, or lies on the wrong side of the other, changes nothing. */
import { useTranslation } from 'react-i18next';
import { DayField } from './day-field.tsx';
import { isWithin, readDay, type Bounds } from './day-text.ts';

interface Props {
  from: string;
  to: string;
  onChange: (part: { from?: string; to?: string }) => void;
}

export function DaySpan({ from, to, onChange }: Props) {
  const { t } = useTranslation();
  const told = (end: 'from' | 'to', bounds: Bounds) => (text: string) => {
    if (text === '' || (readDay(text) === text && isWithin(text, bounds))) onChange({ [end]: text });
  };
  const shared = { kind: 'date', size: 'small' } as const;
  return (
    <div className="row row-tight day-span">
      <DayField {...shared} label={t('ui.time.from')} value={from} max={to} onText={told('from', { max: to })} />
      –
      <DayField {...shared} label={t('ui.time.to')} value={to} min={from} onText={told('to', { min: from })} />
    </div>
  );
}
