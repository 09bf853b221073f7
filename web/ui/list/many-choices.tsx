/** Several of some choices: each a box to toggle, a long list can be searched. What is selected counts at once. */
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import { findChoices, type Choice } from './filters.ts';
import '../choices.css';

interface Props {
  label: string;
  options: readonly Choice[];
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
}

/** From so many choices on there is a field to find one. */
const manyChoices = 9;

/** ↑ ↓ move between the boxes, Space selects. */
export function ManyChoices({ label, options, values, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const found = findChoices(options, text);
  const isLong = options.length >= manyChoices;
  function press(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input')];
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes[Math.max(0, Math.min(boxes.length - 1, at + step))]?.focus();
  }
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  return (
    <div className="choices" role="group" aria-label={label} onKeyDown={press}>
      {isLong && (
        <input
          autoFocus
          aria-label={t('ui.filter.find', { name: label })}
          placeholder={t('ui.filter.find', { name: label })}
          className="choice-search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="choice-list scroll">
        {found.map(({ option: { value, label: name, note, depth = 0 }, isHit }, index) => (
          <label
            key={String(value)}
            className={classes('choice', !isHit && 'is-beside')}
            style={depth ? { paddingInlineStart: 8 + depth * 16 } : undefined}
          >
            <input
              id={`${id}-${index}`}
              type="checkbox"
              className="checkbox"
              ref={(box) => void (!isLong && index === 0 && box && !box.dataset['seen'] && focusOnce(box))}
              checked={values.includes(String(value))}
              onChange={() => toggle(String(value))}
            />
            <span className="fill cut">{name}</span>
            {note && <span className="hint">{note}</span>}
          </label>
        ))}
      </div>
      {found.length === 0 && (
        <div className="hint choice-note">{t(options.length === 0 ? 'ui.filter.nothing' : 'ui.filter.notFound')}</div>
      )}
    </div>
  );
}

/** The panel opens with the focus in it; drawn anew it leaves the focus where the reader has put it. */
function focusOnce(box: HTMLInputElement): void {
  box.dataset['seen'] = 'yes';
  box.focus();
}
