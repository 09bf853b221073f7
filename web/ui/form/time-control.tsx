/** Days and moments in a form, on the reader's clock. */
import { DayField } from '../day/day-field.tsx';
import { readDayTime } from '../day/day-text.ts';
import type { ControlProps } from './choice-control.tsx';
import { localTime, momentOfLocal } from './local-time.ts';

interface Props extends ControlProps {
  kind: 'date' | 'date-time';
  /** A day, or a moment in UTC; what is neither stands as it was typed and is refused on saving. */
  value: string;
  onText: (value: string) => void;
}

export function TimeControl({ kind, value, onText, ...rest }: Props) {
  if (kind === 'date') return <DayField {...rest} kind="date" value={value} onText={onText} />;
  return (
    <DayField
      {...rest}
      kind="date-time"
      value={localTime(value) || value}
      onText={(text) => onText(readDayTime(text) ? momentOfLocal(text) : text)}
    />
  );
}
