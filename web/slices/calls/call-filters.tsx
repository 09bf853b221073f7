/** Filters of the call records as chips. Whoever sees only the own calls is not asked for an agent. */
import { callOutcomes, directions } from '@bahu/contract/calls.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../lib/records.ts';
import { useMe } from '../../lib/session.tsx';
import { useApi, useTopic } from '../../lib/services.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { spans, type CallsSearch } from './search.ts';
import './call-filters.css';

type Change = (part: { [K in keyof CallsSearch]: CallsSearch[K] | undefined }) => void;
const number = /^[0-9+ -]{3,32}$/;

export function CallFilters({ search, onChange }: { search: CallsSearch; onChange: Change }) {
  const { t } = useTranslation();
  const { scope } = useMe();
  const outcomes = callOutcomes.map((value) => ({ value, label: t(`calls.outcome.${value}`) }));
  return (
    <>
      <SearchInput
        value={search.number ?? ''}
        label={t('calls.list.number')}
        placeholder={`${t('calls.list.number')} · ${t('calls.list.numberHint')}`}
        onChange={(text) => onChange({ number: number.test(text) ? text : undefined })}
      />
      <FilterChip
        name={t('calls.list.time')}
        value={search.time}
        options={spans.map((value) => ({ value, label: t(`calls.list.${value}`) }))}
        onChange={(value) => onChange({ time: spans.find((span) => span === value), from: undefined, to: undefined })}
      />
      {search.time === 'custom' && <DaySpan search={search} onChange={onChange} />}
      <FilterChip
        name={t('calls.list.direction')}
        value={search.direction}
        options={directions.map((value) => ({ value, label: t(`calls.direction.${value}`) }))}
        onChange={(value) => onChange({ direction: directions.find((direction) => direction === value) })}
      />
      <FilterChip
        name={t('calls.list.outcome')}
        value={search.outcome}
        options={outcomes}
        onChange={(value) => onChange({ outcome: callOutcomes.find((outcome) => outcome === value) })}
      />
      {scope !== 'own' && <AgentFilter value={search.agent} onChange={(agent) => onChange({ agent })} />}
      <QueueFilter value={search.queue} onChange={(queue) => onChange({ queue })} />
    </>
  );
}

function DaySpan({ search, onChange }: { search: CallsSearch; onChange: Change }) {
  const { t } = useTranslation();
  const day = (name: 'from' | 'to', other: { min?: string | undefined; max?: string | undefined }) => (
    <input
      type="date"
      className="filter-day"
      aria-label={t(`calls.list.${name}`)}
      value={search[name] ?? ''}
      {...other}
      onChange={(event) => onChange({ [name]: event.target.value || undefined })}
    />
  );
  return (
    <span className="row row-tight">
      {day('from', { max: search.to })}–{day('to', { min: search.from })}
    </span>
  );
}

interface ChoiceProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function AgentFilter({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const api = useApi();
  const directory = useQuery({
    queryKey: queryKeys.colleagues,
    queryFn: ({ signal }) => api.desk.colleagues({ signal }),
    staleTime: 60_000,
  });
  const options = (directory.data?.items ?? []).map((agent) => ({ value: agent.agentId, label: `${agent.name} ${agent.extension}` }));
  return <FilterChip name={t('calls.list.agent')} value={value} options={options} onChange={onChange} />;
}

function QueueFilter({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const queues = useTopic('queues')?.queues ?? [];
  if (queues.length === 0) return null;
  return (
    <FilterChip
      name={t('calls.list.queue')}
      value={value}
      options={queues.map((queue) => ({ value: queue.queueId, label: queue.name }))}
      onChange={onChange}
    />
  );
}
