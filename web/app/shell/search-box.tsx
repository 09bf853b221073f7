/** One box for customers by name or number (Ctrl-K): Enter opens, the telephone calls. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Phone, Search } from 'lucide-react';
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@bahu/contract/customers.ts';
import { failureText } from '../../lib/failure.ts';
import { dialable } from '../../lib/format.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useMayCall, usePlaceCall } from '../../ui/place-call.ts';
import { queryKeys } from '../../lib/records.ts';
import { useMay } from '../../lib/session.tsx';
import { useApi } from '../../lib/services.tsx';
import { useTabs } from '../../lib/tabs-context.tsx';
import { CallButton } from '../../ui/call-button.tsx';
import { classes, Keycap } from '../../ui/marks.tsx';
import './search-box.css';

const found = 8;
/** A number of this length can be called although nobody has it. */
const shortestNumber = 3;

export function SearchBox() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(0);
  const listId = useId();
  const mayRead = useMay('customer.read');
  const { show } = useTabs();
  const hits = useHits(text);
  useHotkey('Ctrl+K', () => input.current?.select());

  function leave(): void {
    setIsOpen(false);
    input.current?.blur();
  }
  function open(customer: Customer): void {
    leave();
    setText('');
    show(`/customers/${customer.id}`);
  }
  function press(event: KeyboardEvent): void {
    const items = hits.customers;
    if (event.key === 'Escape') leave();
    if (event.key === 'ArrowDown') setAt(Math.min(items.length - 1, at + 1));
    if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') event.preventDefault();
    const chosen = items[at];
    if (event.key === 'Enter' && chosen) open(chosen);
  }
  if (!mayRead) return null;
  const isShown = isOpen && text.trim() !== '';
  return (
    <div className="search-box" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setIsOpen(false)}>
      <Search size={14} className="hint" aria-hidden />
      <input
        ref={input}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-activedescendant={isShown && hits.customers[at] ? `${listId}-${at}` : undefined}
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
      <Keycap>Ctrl K</Keycap>
      {isShown && <Hits id={listId} text={text} hits={hits} at={at} onOpen={open} onCalled={leave} />}
    </div>
  );
}

function useHits(text: string) {
  const api = useApi();
  const wanted = useDeferredValue(text.trim());
  const answer = useQuery({
    queryKey: queryKeys.search(wanted),
    queryFn: ({ signal }) => api.customers.list({ query: { search: wanted, limit: found } }, { signal }),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return {
    customers: wanted ? (answer.data?.items ?? []) : [],
    isPending: answer.isPending || wanted !== text.trim(),
    error: answer.error,
  };
}

interface HitsProps {
  id: string;
  text: string;
  hits: ReturnType<typeof useHits>;
  at: number;
  onOpen: (customer: Customer) => void;
  onCalled: () => void;
}

function Hits({ id, text, hits, at, onOpen, onCalled }: HitsProps) {
  const { t } = useTranslation();
  const isNothing = hits.customers.length === 0 && !hits.isPending;
  return (
    <div className="search-hits">
      <ul id={id} role="listbox" aria-label={t('app.search.label')}>
        {hits.customers.map((customer, index) => (
          <li
            key={customer.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes('search-hit', index === at && 'is-at')}
          >
            <button type="button" tabIndex={-1} className="search-hit-open" onClick={() => onOpen(customer)}>
              <b className="cut">{customer.name}</b>
              <span className="whole">{customer.phone}</span>
              <span className="hint cut">{customer.company}</span>
            </button>
            <CallButton size="tiny" label={t('customers.list.callTo', { name: customer.name })} target={{ customerId: customer.id }} />
          </li>
        ))}
      </ul>
      {hits.error && <div className="search-note tone-alarm toned">{failureText(t, hits.error)}</div>}
      {isNothing && !hits.error && (
        <div className="search-note hint">
          {t('app.search.nothing')}
          <br />
          {t('app.search.hint')}
        </div>
      )}
      <CallNumber text={text} onCalled={onCalled} />
    </div>
  );
}

/** What was typed may be a number that nobody has: it can be called all the same. */
function CallNumber({ text, onCalled }: { text: string; onCalled: () => void }) {
  const { t } = useTranslation();
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  const number = dialable(text);
  if (!mayCall || number.length < shortestNumber || /\p{Letter}/u.test(text)) return null;
  const call = () => {
    placeCall.mutate({ number });
    onCalled();
  };
  return (
    <button type="button" className="search-call" onClick={call}>
      <Phone size={14} aria-hidden />
      {t('app.search.callNumber', { number })}
    </button>
  );
}
