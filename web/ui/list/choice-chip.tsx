/** A filter by one of some choices; a long list can be searched. */
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { keepInView } from '../keep-in-view.ts';
import { classes } from '../marks.tsx';
import { Chip } from './chip.tsx';
import { findChoices, severalWords, type Choice, type Filter } from './filters.ts';
import { ManyChoices } from './many-choices.tsx';
import '../choices.css';

type ChoiceFilter = Extract<Filter, { kind: 'choice' }>;
interface Props {
  filter: ChoiceFilter;
  value: string | boolean | undefined;
  isFresh: boolean;
  onChange: (value: string | boolean | undefined) => void;
}

/** Pixels: the edge of a choice as in the style sheet, and how far each level of a tree goes in. */
const [edge, indent] = [8, 16];
/** From so many choices on there is a field to find one. */
const manyChoices = 9;

export function ChoiceChip({ filter, value, isFresh, onChange }: Props) {
  const { t } = useTranslation();
  const load = 'load' in filter ? filter.load : null;
  const loaded = useQuery({
    queryKey: load?.queryKey ?? ['none'],
    queryFn: ({ signal }) => load!.queryFn(signal),
    enabled: load !== null,
    staleTime: 60_000,
  });
  const options = 'options' in filter ? filter.options : (loaded.data ?? []);
  const values = filter.isSeveral && typeof value === 'string' ? value.split(',') : [value];
  const nameOf = (wanted: (typeof values)[number]) =>
    options.find((option) => option.value === wanted)?.label ??
    (loaded.isPending && load ? '…' : t('ui.filter.unknown'));
  const chosenText = value === undefined ? undefined : severalWords(t, values.map(nameOf));
  const note =
    load && loaded.isError ? failureText(t, loaded.error) : options.length === 0 ? t('ui.filter.nothing') : null;
  return (
    <Chip name={filter.label} chosen={chosenText} isFresh={isFresh} onClear={() => onChange(undefined)}>
      {(close) =>
        filter.isSeveral && note === null ? (
          <ManyChoices
            label={filter.label}
            options={options}
            values={typeof value === 'string' ? value.split(',') : []}
            onChange={(next) => onChange(next.length > 0 ? next.join(',') : undefined)}
          />
        ) : (
          <ChoiceList
            label={filter.label}
            options={options}
            value={value}
            note={loaded.isPending && load ? null : note}
            onChoose={(next) => {
              onChange(next);
              close();
            }}
          />
        )
      }
    </Chip>
  );
}

interface ListProps {
  label: string;
  options: readonly Choice[];
  value: string | boolean | undefined;
  note: string | null;
  onChoose: (value: string | boolean) => void;
}

/** The place of the first that fits, or of the first of all. */
const firstOf = <T,>(list: readonly T[], fits: (item: T) => boolean): number => Math.max(0, list.findIndex(fits));

/** A listbox: ↑ ↓ move, Enter chooses, typed letters find. Choices of a tree are indented. */
function ChoiceList({ label, options, value, note, onChoose }: ListProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const found = findChoices(options, text);
  const [at, setAt] = useState(() => firstOf(options, (option) => option.value === value));
  const isLong = options.length >= manyChoices;
  const isTree = options.some(({ depth = 0 }) => depth > 0);
  function press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at]?.option;
    if (step !== undefined) setAt(Math.min(found.length - 1, Math.max(0, at + step)));
    if ((event.key === 'Enter' || (event.key === ' ' && !isLong)) && chosen) onChoose(chosen.value);
    if (step !== undefined || event.key === 'Enter' || (event.key === ' ' && !isLong)) event.preventDefault();
  }
  const combo = {
    'aria-controls': `${id}-list`,
    'aria-activedescendant': found[at] ? `${id}-${at}` : undefined,
    onKeyDown: press,
    autoFocus: true,
  };
  const list = {
    id: `${id}-list`,
    role: 'listbox',
    className: 'choice-list scroll',
    'aria-label': label,
  };
  return (
    <div className="choices">
      {isLong && (
        <input
          {...combo}
          role="combobox"
          aria-expanded
          aria-label={t('ui.filter.find', { name: label })}
          placeholder={t('ui.filter.find', { name: label })}
          className="choice-search"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(firstOf(findChoices(options, event.target.value), ({ isHit }) => isHit));
          }}
        />
      )}
      <ul
        {...list}
        {...(isLong ? {} : { ...combo, tabIndex: 0, 'aria-controls': undefined })}
        ref={(box) => void (!isLong && box?.focus())}
      >
        {found.map(({ option, path, isHit }, index) => (
          <li
            key={String(option.value)}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option.value === value}
            aria-label={isTree ? path.join(' / ') : undefined}
            className={classes('choice', index === at && 'is-at', !isHit && 'is-beside')}
            style={option.depth ? { paddingInlineStart: edge + option.depth * indent } : undefined}
            ref={(line) => void (index === at && keepInView(line))}
            onMouseMove={() => setAt(index)}
            onClick={() => onChoose(option.value)}
          >
            <span className="fill cut">{option.label}</span>
            {option.note && <span className="hint">{option.note}</span>}
            {option.value === value && <Check size={14} aria-hidden />}
          </li>
        ))}
      </ul>
      {isTree && !note && found.length > 0 && <div className="hint small choice-note">{t('ui.filter.withBelow')}</div>}
      {(note ?? (found.length === 0 && options.length > 0)) && (
        <div className="hint choice-note">{note ?? t('ui.filter.notFound')}</div>
      )}
    </div>
  );
}
