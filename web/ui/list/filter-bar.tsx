/** The filters of a list as chips: search first, then those in use or always shown, then 加条件 for the rest. */
import { Button } from 'antd';
import { Filter as FilterIcon } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { filtersOf } from '../../lib/search.ts';
import { SearchInput } from '../search-input.tsx';
import { ChoiceChip } from './choice-chip.tsx';
import { FieldChip } from './field-chip.tsx';
import { askedOf } from './field-filters.ts';
import type { Filter } from './filters.ts';
import { RemoteChip } from './remote-chip.tsx';
import { TimeChip } from './time-chip.tsx';
import { DropMenu } from '../drop-menu.tsx';
import './filter-bar.css';

interface Props {
  filters: readonly Filter[];
  search: Readonly<Record<string, string | boolean | undefined>>;
  onChange: (part: Record<string, string | boolean | undefined>) => void;
  onClear: () => void;
}

export function FilterBar({ filters, search, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<readonly string[]>([]);
  useHotkey('/', () => bar.current?.querySelector<HTMLInputElement>('.search-input input')?.focus());
  const isShown = (filter: Filter) =>
    filter.isAlways || filter.kind === 'text' || isSet(filter, search) || asked.includes(idOf(filter));
  const hidden = filters.filter((filter) => !isShown(filter));
  return (
    <div ref={bar} className="filter-bar" role="group" aria-label={t('ui.filter.label')}>
      {filters.filter(isShown).map((filter) => (
        <FilterControl
          key={idOf(filter)}
          filter={filter}
          value={search[filter.key]}
          isFresh={asked.includes(idOf(filter)) && !isSet(filter, search)}
          onChange={onChange}
        />
      ))}
      {hidden.length > 0 && (
        <DropMenu
          menu={{
            items: hidden.map((filter) => ({ key: idOf(filter), label: filter.label })),
            onClick: ({ key }) => setAsked((before) => [...before, key]),
          }}
        >
          <button type="button" className="filter-add" aria-haspopup="menu">
            <FilterIcon size={13} aria-hidden />
            {t('ui.filter.add')}
          </button>
        </DropMenu>
      )}
      {Object.keys(filtersOf(search)).length > 0 && (
        <Button
          size="small"
          type="text"
          onClick={() => {
            setAsked([]);
            onClear();
          }}
        >
          {t('app.list.clear')}
        </Button>
      )}
    </div>
  );
}

/** Filters of designed fields share their part of the address. */
const idOf = (filter: Filter): string => (filter.kind === 'field' ? `${filter.key} ${filter.field.key}` : filter.key);

function isSet(filter: Filter, search: Props['search']): boolean {
  const value = search[filter.key];
  return filter.kind === 'field'
    ? typeof value === 'string' && askedOf(value, filter.field.key).length > 0
    : value !== undefined;
}

interface ControlProps {
  filter: Filter;
  value: string | boolean | undefined;
  /** Just asked for: it opens by itself. */
  isFresh: boolean;
  onChange: Props['onChange'];
}

/** The others stay as they are when one is chosen, where the page keeps its list of filters. */
const FilterControl = memo(function FilterControl({ filter, value, isFresh, ...props }: ControlProps) {
  const onChange = (next: string | boolean | undefined) => props.onChange({ [filter.key]: next });
  switch (filter.kind) {
    case 'text':
      return (
        <SearchInput
          value={typeof value === 'string' ? value : ''}
          label={filter.label}
          placeholder={filter.placeholder ?? filter.label}
          onChange={(text) => onChange(text === '' || filter.pattern?.test(text) === false ? undefined : text)}
        />
      );
    case 'choice':
      return <ChoiceChip filter={filter} value={value} isFresh={isFresh} onChange={onChange} />;
    case 'remote':
      return (
        <RemoteChip
          filter={filter}
          value={typeof value === 'string' ? value : undefined}
          isFresh={isFresh}
          onChange={onChange}
        />
      );
    case 'time':
      return (
        <TimeChip
          name={filter.label}
          value={typeof value === 'string' ? value : undefined}
          isFresh={isFresh}
          onChange={onChange}
        />
      );
    case 'field':
      return (
        <FieldChip
          field={filter.field}
          words={filter.words}
          text={typeof value === 'string' ? value : undefined}
          isFresh={isFresh}
          onChange={onChange}
        />
      );
    case 'custom':
      return filter.control;
  }
});
