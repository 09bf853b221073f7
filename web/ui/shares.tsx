/** In which ratio several agents share something: evenly, unless somebody says how many parts each gets. */
import { Checkbox, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptions, type Remote } from './remote/remote.ts';
import type { ShareOf } from './share-of.ts';
import './shares.css';

interface Props {
  agents: readonly string[];
  remote: Remote;
  value: ShareOf;
  disabled?: boolean;
  onChange: (value: ShareOf) => void;
}

export function SharesChoice({ agents, remote, value, disabled = false, onChange }: Props) {
  const { t } = useTranslation();
  const options = useOptions(remote, agents);
  if (agents.length < 2) return null;
  return (
    <div className="shares">
      <Checkbox
        checked={value !== null}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked ? {} : null)}
      >
        {t('ui.shares.byRatio')}
      </Checkbox>
      {value &&
        options.map(({ value: id, label }) => (
          <div key={id} className="row">
            <span className="cut fill">{label}</span>
            <ShareField
              label={t('ui.shares.of', { name: label })}
              value={value[id] ?? 1}
              disabled={disabled}
              onChange={(share) => onChange({ ...value, [id]: share })}
            />
          </div>
        ))}
    </div>
  );
}

interface FieldProps {
  label: string;
  value: number;
  disabled: boolean;
  onChange: (share: number) => void;
}

/** Taken when the field is left: an import checks all its rows anew for each change. */
function ShareField({ label, value, disabled, onChange }: FieldProps) {
  const [typed, setTyped] = useState<number | null>(value);
  const take = (): void => {
    if (typed === null) setTyped(value);
    else if (typed !== value) onChange(typed);
  };
  return (
    <InputNumber<number>
      size="small"
      min={1}
      max={100}
      precision={0}
      disabled={disabled}
      aria-label={label}
      value={typed}
      onChange={setTyped}
      onBlur={take}
      onPressEnter={take}
    />
  );
}
