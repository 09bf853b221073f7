/** One box for everything (Ctrl-K): pages, people, customers, calls; what looks like a number can be called. */
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Phone, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useTabActions } from '../../lib/tabs-context.tsx';
import { useMayCall, usePlaceCall } from '../../ui/place-call.ts';
import { classes, KeyMark } from '../../ui/marks.tsx';
import { useHits, type Hit } from './use-hits.ts';
import './search-box.css';

export function SearchBox() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(0);
  const listId = useId();
  const { show } = useTabActions();
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  const found = useHits(text);
  useHotkey(fixedKeys.search, () => input.current?.select());

  function leave(): void {
    setIsOpen(false);
    input.current?.blur();
  }
  function choose(hit: Hit): void {
    leave();
    setText('');
    if (hit.path !== undefined) show(hit.path);
    else if (hit.target) placeCall.mutate(hit.target);
  }
  function call({ target }: Hit): void {
    if (!mayCall || !target) return;
    leave();
    placeCall.mutate(target);
  }
  function press(event: KeyboardEvent): void {
    const { hits } = found;
    if (event.key === 'Escape') leave();
    if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, at + 1));
    if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') event.preventDefault();
    const chosen = hits[at];
    if (event.key !== 'Enter' || !chosen || event.nativeEvent.isComposing) return;
    // Fast fingers mean what they typed, not whom the letters before had found.
    if (found.isOld && !chosen.isSteady) return;
    if (event.ctrlKey || event.metaKey) call(chosen);
    else choose(chosen);
  }
  const isShown = isOpen && text.trim() !== '';
  return (
    <div
      className="search-box"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setIsOpen(false)}
    >
      <Search size={14} className="hint" aria-hidden />
      <input
        ref={input}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-activedescendant={isShown && found.hits[at] ? `${listId}-${at}` : undefined}
        aria-label={t('app.search.label')}
        placeholder={t('app.search.placeholder')}
        maxLength={64}
        value={text}
        onFocus={() => setIsOpen(true)}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setIsOpen(true);
        }}
      />
      <KeyMark keys={fixedKeys.search} />
      {isShown && <Hits id={listId} found={found} at={at} onChoose={choose} onCall={call} />}
    </div>
  );
}

interface HitsProps {
  id: string;
  found: ReturnType<typeof useHits>;
  at: number;
  onChoose: (hit: Hit) => void;
  onCall: (hit: Hit) => void;
}

function Hits({ id, found, at, onChoose, onCall }: HitsProps) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { hits, isPending, error } = found;
  const isNothing = hits.length === 0 && !isPending && !error;
  return (
    // The field keeps the focus while a hit is clicked.
    <div className="search-hits" onMouseDown={(event) => event.preventDefault()}>
      <ul id={id} role="listbox" aria-label={t('app.search.label')} className="scroll">
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes('search-hit', index === at && 'is-at', hit.kind !== hits[index - 1]?.kind && 'is-first')}
            data-kind={hit.kind === hits[index - 1]?.kind ? undefined : hit.kind}
            onClick={() => onChoose(hit)}
            ref={(line) => void (index === at && line?.scrollIntoView?.({ block: 'nearest' }))}
          >
            <span className="search-hit-open">
              <hit.icon size={14} className="hint" aria-hidden />
              <b className="cut">{hit.name}</b>
              {hit.number && <span className="whole">{hit.number}</span>}
              <span className="hint cut">{hit.note}</span>
            </span>
            {mayCall && hit.path !== undefined && hit.target && (
              // An option holds no control of its own: the keyboard has Ctrl+Enter for it.
              <span
                aria-hidden
                className="icon-button icon-button-tiny"
                title={`${t('customers.list.callTo', { name: hit.name })} Ctrl+Enter`}
                onClick={(event) => {
                  event.stopPropagation();
                  onCall(hit);
                }}
              >
                <Phone size={14} strokeWidth={1.7} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {error !== null && <div className="search-note tone-alarm toned">{failureText(t, error)}</div>}
      {isNothing && (
        <div className="search-note hint">
          {t('app.search.nothing')}
          <br />
          {t('app.search.hint')}
        </div>
      )}
    </div>
  );
}
