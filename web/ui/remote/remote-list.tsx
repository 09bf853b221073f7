/** What was found, below the field in which one types: the choices, and what to know of them. */
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { keepInView } from '../keep-in-view.ts';
import { useDelayed } from '../list-state.tsx';
import { classes } from '../marks.tsx';
import { toggled, useRemoteList, type Remote, type RemoteListState } from './remote.ts';
import '../choices.css';
import './remote.css';

interface Props {
  /** Names the list. */
  label: string;
  list: RemoteListState;
  isSeveral: boolean;
}

export function RemoteList({ label, list, isSeveral }: Props) {
  const { id, options, place, values } = list;
  return (
    // The field keeps the focus while a choice is clicked.
    <div onMouseDown={(event) => event.preventDefault()}>
      <ul
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={isSeveral}
        aria-busy={!list.isSettled}
        className="choice-list scroll"
      >
        {options.map(({ value, label: name, note }, index) => (
          <li
            key={value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={values.includes(value)}
            className={classes('choice', index === place && 'is-at')}
            ref={(line) => void (index === place && keepInView(line))}
            onMouseMove={() => list.onPoint(index)}
            onClick={() => list.isSettled && list.onPick(value)}
          >
            <span className="fill cut">{name}</span>
            {note && <span className="hint">{note}</span>}
            {values.includes(value) && <Check size={14} aria-hidden />}
          </li>
        ))}
      </ul>
      <Note list={list} />
    </div>
  );
}

function Note({ list: { error, isSettled, isMore, options, retry } }: { list: RemoteListState }) {
  const { t } = useTranslation();
  const isSlow = useDelayed(!isSettled && error === null);
  const text =
    error !== null
      ? failureText(t, error)
      : isSettled
        ? isMore
          ? t('ui.remote.more')
          : options.length === 0 && t('ui.remote.nothing')
        : isSlow && t('ui.remote.loading');
  return (
    <div role="status" className="small">
      {text && (
        <div className={classes('choice-note row', error === null ? 'hint' : 'tone-alarm toned')}>
          <span className="fill remote-note">{text}</span>
          {error !== null && (
            <button type="button" className="link" onClick={retry}>
              {t('app.list.retry')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

interface ChoicesProps {
  remote: Remote;
  /** Of what the values are. */
  label: string;
  values: readonly string[];
  isSeveral: boolean;
  onChange: (values: string[]) => void;
}

/** The field and the list where they are opened together, in the panel of a filter. Those that were chosen before come first. */
export function RemoteChoices({ remote, label, values, isSeveral, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const [first] = useState(values);
  const onPick = (value: string) => onChange(isSeveral ? toggled(values, value) : [value]);
  const list = useRemoteList({ remote, values, first, isOpen: true, onPick });
  return (
    <div className="choices remote-choices">
      <input
        {...list.field}
        autoFocus
        className="choice-search"
        aria-label={t('ui.filter.find', { name: label })}
        placeholder={remote.hint}
        value={list.text}
        onChange={(event) => list.write(event.target.value)}
        onKeyDown={list.press}
      />
      <RemoteList label={label} list={list} isSeveral={isSeveral} />
    </div>
  );
}
