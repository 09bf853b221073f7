/** A box to check for each of many things, in columns. */
import { Checkbox } from 'antd';
import './choice-grid.css';

interface Props<V extends string> {
  id: string;
  label: string;
  options: readonly { value: V; label: string }[];
  value: readonly V[];
  isDisabled?: boolean;
  onChange: (value: V[]) => void;
}

export function ChoiceGrid<V extends string>({ id, label, options, value, isDisabled = false, onChange }: Props<V>) {
  return (
    <div id={id} role="group" aria-label={label} tabIndex={-1} className="choice-grid">
      <Checkbox.Group<V> value={[...value]} options={[...options]} disabled={isDisabled} onChange={onChange} />
    </div>
  );
}
