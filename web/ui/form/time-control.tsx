/** Days and moments by the browser's own control: it knows the reader's calendar, keyboard and screen. */
import { Input } from 'antd';
import type { ControlProps } from './choice-control.tsx';
import { localTime, momentOfLocal } from './local-time.ts';

interface Props extends ControlProps {
  kind: 'date' | 'date-time';
  /** A day, or a moment in UTC. */
  value: string;
  onText: (value: string) => void;
}

export function TimeControl({ kind, value, onText, ...rest }: Props) {
  if (kind === 'date')
    return (
      <Input {...rest} type="date" max="9999-12-31" value={value} onChange={(event) => onText(event.target.value)} />
    );
  return (
    <Input
      {...rest}
      type="datetime-local"
      max="9999-12-31T23:59"
      value={localTime(value)}
      onChange={(event) => onText(momentOfLocal(event.target.value))}
    />
  );
}
