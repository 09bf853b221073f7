/** One of few choices, all in sight as chips; a key chooses each while nothing is typed. */
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { classes, Keycap } from '../marks.tsx';
import type { ControlProps } from './choice-control.tsx';
import type { Option } from './fields.ts';

interface Props {
  label: string;
  options: readonly Option[];
  /** Of each option in its order. */
  keys: readonly string[];
  shared: ControlProps;
  chosen: string | null;
  onChange: (value: string | null) => void;
}

export function ChipChoice({ label, options, keys, shared, chosen, onChange }: Props) {
  const { 'aria-required': isRequired } = shared;
  return (
    <div className="chips chip-choice" role="radiogroup" aria-label={label} aria-required={isRequired}>
      {options.map((option, index) => (
        <Chip
          key={option.value}
          id={index === 0 ? shared.id : undefined}
          name={shared.id}
          option={option}
          hotkey={keys[index] ?? ''}
          isChosen={option.value === chosen}
          isDisabled={shared.disabled || option.isDisabled === true}
          onChoose={() => onChange(option.value)}
          onGiveUp={isRequired ? undefined : () => onChange(null)}
        />
      ))}
    </div>
  );
}

interface ChipProps {
  id: string | undefined;
  name: string;
  option: Option;
  hotkey: string;
  isChosen: boolean;
  isDisabled: boolean;
  onChoose: () => void;
  onGiveUp: (() => void) | undefined;
}

function Chip({ id, name, option, hotkey, isChosen, isDisabled, onChoose, onGiveUp }: ChipProps) {
  const { t } = useTranslation();
  useHotkey(hotkey, onChoose, hotkey !== '' && !isDisabled);
  return (
    <label
      className={classes('chip', isChosen && 'is-chosen')}
      title={hotkey === '' ? undefined : t('ui.form.chipKey', { key: hotkey })}
    >
      <input
        type="radio"
        id={id}
        name={name}
        className="unseen"
        checked={isChosen}
        disabled={isDisabled}
        onChange={onChoose}
        onClick={() => isChosen && onGiveUp?.()}
      />
      {option.label}
      {hotkey !== '' && <Keycap>{hotkey}</Keycap>}
    </label>
  );
}
