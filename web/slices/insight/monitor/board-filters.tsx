/** Above the agents: states with their counts, what else they can be filtered by, and cards or rows. */
import type { BoardSetup } from '@bahu/contract/monitor.ts';
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import { stateGroups, type StateGroup } from '@bahu/domain/monitor/states.ts';
import { LayoutGrid, MonitorUp, Rows3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PartOf } from '../../../lib/address.ts';
import type { SearchOf } from '../../../lib/search.ts';
import { FilterBar } from '../../../ui/list/filter-bar.tsx';
import { treeChoices, type Filter } from '../../../ui/list/filters.ts';
import { classes, Dot } from '../../../ui/marks.tsx';
import type { StateColour } from '../../../ui/theme.ts';
import { countsOf, type BoardLine } from './board-lines.ts';
import type { monitorShape } from './search.ts';

export const groupTones: Readonly<Record<StateGroup, StateColour>> = {
  talking: 'talking',
  ringing: 'ringing',
  'wrap-up': 'wrapup',
  ready: 'ready',
  away: 'away',
  offline: 'away',
};

type Search = SearchOf<typeof monitorShape>;

interface Props {
  setup: BoardSetup;
  queues: readonly BoardQueue[];
  /** Those whom the other filters find. */
  found: readonly BoardLine[];
  search: Search;
  onChange: (part: PartOf<typeof monitorShape>) => void;
  onClear: () => void;
}

export function BoardFilters({ setup, queues, found, search, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const { state, view, ...rest } = search;
  return (
    <div className="monitor-filters">
      <StateChips found={found} chosen={state} onChoose={(next) => onChange({ state: next })} />
      <div className="row monitor-tools">
        <FilterBar
          filters={useFilters(setup, queues)}
          search={rest}
          onChange={(part) => onChange(part as PartOf<typeof monitorShape>)}
          onClear={onClear}
        />
        <span className="fill" />
        <span className="monitor-views" role="group" aria-label={t('board.view')}>
          <button type="button" aria-pressed={view !== 'rows'} onClick={() => onChange({ view: undefined })}>
            <LayoutGrid size={14} aria-hidden />
            {t('board.cards')}
          </button>
          <button type="button" aria-pressed={view === 'rows'} onClick={() => onChange({ view: 'rows' })}>
            <Rows3 size={14} aria-hidden />
            {t('board.rows')}
          </button>
        </span>
        <a className="row row-tight whole" href={wallboardOf(search)} target="_blank" rel="noreferrer">
          <MonitorUp size={14} aria-hidden />
          {t('board.wall.open')}
        </a>
      </div>
    </div>
  );
}

const wallboardOf = ({ queue }: Search): string => (queue === undefined ? '/wallboard' : `/wallboard?queues=${queue}`);

function StateChips({
  found,
  chosen,
  onChoose,
}: {
  found: readonly BoardLine[];
  chosen: StateGroup | undefined;
  onChoose: (state: StateGroup | undefined) => void;
}) {
  const { t } = useTranslation();
  const counts = countsOf(found);
  return (
    <div className="row monitor-states" role="group" aria-label={t('board.states')}>
      <button
        type="button"
        className={classes('chip', chosen === undefined && 'is-chosen')}
        aria-pressed={chosen === undefined}
        onClick={() => onChoose(undefined)}
      >
        {t('board.all')} {found.length}
      </button>
      {stateGroups.map((group) => (
        <button
          key={group}
          type="button"
          className={classes('chip', chosen === group && 'is-chosen')}
          aria-pressed={chosen === group}
          onClick={() => onChoose(chosen === group ? undefined : group)}
        >
          <Dot tone={groupTones[group]} isHollow={group === 'offline'} />
          {t(`board.groups.${group}`)} {counts[group]}
        </button>
      ))}
    </div>
  );
}

function useFilters(setup: BoardSetup, queues: readonly BoardQueue[]): readonly Filter[] {
  const { t } = useTranslation();
  const choice = (key: string, options: Extract<Filter, { options: unknown }>['options']): Filter[] =>
    options.length > 0
      ? [{ key, kind: 'choice', label: t(`board.filters.${key as 'queue'}`), isAlways: true, options }]
      : [];
  return [
    { key: 'search', kind: 'text', label: t('board.search'), placeholder: t('board.searchHint') },
    ...choice('department', setup.departments.length > 1 ? treeChoices(setup.departments) : []),
    ...choice(
      'group',
      setup.groups.map(({ id, name }) => ({ value: id, label: name })),
    ),
    ...choice(
      'queue',
      queues.map(({ queueId, name }) => ({ value: queueId, label: name })),
    ),
  ];
}
