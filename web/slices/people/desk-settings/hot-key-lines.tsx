/** A line for each action with its key: whatever is pressed in it becomes the key, unless something else has that. */
import { combinationOf, shownKeys } from '@bahu/domain/hot-keys/combination.ts';
import {
  conflictsOf,
  hotKeyNames,
  type HotKeyConflict,
  type HotKeyName,
  type HotKeys,
} from '@bahu/domain/hot-keys/hot-keys.ts';
import { Input } from 'antd';
import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../../../ui/field-label.tsx';

interface Props {
  keys: HotKeys;
  isFixed: boolean;
  onChange: (keys: HotKeys) => void;
}

export function HotKeyLines({ keys, isFixed, onChange }: Props) {
  const conflicts = conflictsOf(keys);
  return (
    <div className="hot-keys">
      {hotKeyNames.map((name) => (
        <HotKeyLine
          key={name}
          name={name}
          value={keys[name]}
          isFixed={isFixed}
          conflict={conflicts.find(({ key }) => key === name)}
          onChange={(value) => onChange({ ...keys, [name]: value })}
        />
      ))}
    </div>
  );
}

interface LineProps {
  name: HotKeyName;
  value: string;
  isFixed: boolean;
  conflict: HotKeyConflict | undefined;
  onChange: (value: string) => void;
}

function HotKeyLine({ name, value, isFixed, conflict, onChange }: LineProps) {
  const { t } = useTranslation();
  const id = useId();
  function press(event: KeyboardEvent): void {
    // Tab and Escape leave, as everywhere; what was chosen goes with the keys that erase.
    if (['Tab', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const isErased = ['Backspace', 'Delete'].includes(event.key) && !event.altKey && !event.ctrlKey;
    const pressed = isErased ? '' : combinationOf(event);
    if (pressed !== null) onChange(pressed);
  }
  return (
    <div className="hot-key">
      <FieldLabel id={id} label={t(`app.keys.${name}`)} />
      <Input
        id={id}
        size="small"
        autoComplete="off"
        value={shownKeys(value)}
        disabled={isFixed}
        placeholder={t('deskSettings.keys.none')}
        status={conflict ? 'error' : ''}
        aria-invalid={conflict !== undefined}
        aria-describedby={conflict && `${id}-note`}
        onKeyDown={press}
        onChange={() => undefined}
      />
      {conflict && (
        <div id={`${id}-note`} role="alert" className="small tone-alarm toned">
          {conflict.why === 'taken'
            ? t('deskSettings.keys.taken', { action: t(`app.keys.${conflict.by}`) })
            : t(`deskSettings.keys.${conflict.why}`)}
        </div>
      )}
    </div>
  );
}
