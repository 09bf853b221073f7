/** Whom to call: a number as it is typed or pasted, or somebody by name, pinyin or extension. An empty box knows what was called before. */
import { Tooltip } from 'antd';
import { Phone } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useActionKey } from '../../lib/keys.ts';
import { classes } from '../../ui/marks.tsx';
import { PadButton } from './dial-pad.tsx';
import { useDialBox, type Candidate } from './use-dial-box.ts';
import { useLinkedNumber } from './use-linked-number.ts';

export function DialBox({ isBusy }: { isBusy: boolean }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [isFocused, setIsFocused] = useState(false);
  const { text, candidates, chosen, redialled, isNobody, ...box } = useDialBox(isBusy);
  useActionKey('numberBox', () => input.current?.select());
  useLinkedNumber((number) => {
    box.write(number);
    input.current?.focus();
  });
  const isShown = isFocused && candidates.length > 0;

  function call(candidate?: Candidate): void {
    if (box.call(candidate)) input.current?.blur();
  }
  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') input.current?.blur();
    if (event.key === 'Enter' && box.enter()) input.current?.blur();
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (down === undefined) return;
    event.preventDefault();
    box.step(down);
  }

  const label = redialled === null ? t('phone.number.dial') : t('phone.number.redial', { number: redialled });
  return (
    <div className="number-box" onBlur={() => setIsFocused(false)} onFocus={() => setIsFocused(true)}>
      <input
        ref={input}
        role="combobox"
        value={text}
        maxLength={64}
        autoComplete="off"
        disabled={!box.isAllowed}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-activedescendant={isShown && chosen ? `${listId}-${chosen.key}` : undefined}
        aria-label={t('phone.number.label')}
        placeholder={t('phone.number.placeholder')}
        onChange={(event) => box.write(event.target.value)}
        onKeyDown={press}
      />
      <PadButton
        onKey={(key) => box.write(text + key)}
        onErase={() => box.write(text.slice(0, -1))}
        onDial={() => call()}
      />
      <Tooltip title={label} mouseEnterDelay={0.4}>
        <button
          type="button"
          className="number-box-dial"
          aria-label={label}
          disabled={box.isOff}
          onClick={() => call()}
        >
          <Phone size={16} aria-hidden />
        </button>
      </Tooltip>
      {isFocused && isNobody && (
        <div role="status" className="number-box-list hint">
          {t('phone.number.nobody')}
        </div>
      )}
      {isShown && <Candidates id={listId} candidates={candidates} chosen={chosen} onChoose={call} />}
    </div>
  );
}

interface CandidatesProps {
  id: string;
  candidates: readonly Candidate[];
  chosen: Candidate | undefined;
  onChoose: (one: Candidate) => void;
}

/** The field keeps the focus while somebody is clicked. */
function Candidates({ id, candidates, chosen, onChoose }: CandidatesProps) {
  const { t } = useTranslation();
  return (
    <ul
      id={id}
      role="listbox"
      className="number-box-list"
      aria-label={t('phone.number.found')}
      onMouseDown={(event) => event.preventDefault()}
    >
      {candidates.map((one) => (
        <li
          key={one.key}
          id={`${id}-${one.key}`}
          role="option"
          aria-selected={one === chosen}
          className={classes('number-box-hit', one === chosen && 'is-at')}
          onClick={() => onChoose(one)}
        >
          <b className="cut">{one.name}</b>
          <span className="whole">{one.number}</span>
        </li>
      ))}
    </ul>
  );
}
