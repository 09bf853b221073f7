/** Directory of colleagues with what each is doing now; those who can be called first. */
import { useQuery } from '@tanstack/react-query';
import type { Presence } from '@bahu/contract/realtime.ts';
import { Input } from 'antd';
import { Search, Users2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../lib/format.ts';
import { queryKeys } from '../../lib/records.ts';
import { useMe } from '../../lib/session.tsx';
import { useApi, useNow, useTopic } from '../../lib/services.tsx';
import { CallButton } from '../../ui/call-button.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { Dot } from '../../ui/marks.tsx';
import { agentLook } from '../call-view.ts';

interface Colleague {
  agentId: string;
  name: string;
  extension: string;
}
type AgentPresence = Presence['agents'][number];

export function Colleagues() {
  const { t } = useTranslation();
  const api = useApi();
  const directory = useQuery({ queryKey: queryKeys.colleagues, queryFn: ({ signal }) => api.desk.colleagues({ signal }) });
  return (
    <section className="card column">
      <Loaded answer={directory} what={t('desk.colleagues.what')}>
        {({ items }) => <Directory items={items} />}
      </Loaded>
    </section>
  );
}

function Directory({ items }: { items: Colleague[] }) {
  const { t } = useTranslation();
  const { agentId } = useMe();
  const [search, setSearch] = useState('');
  const presence = useTopic('presence')?.agents;
  const byId = useMemo(() => new Map(presence?.map((agent) => [agent.agentId, agent])), [presence]);
  const others = items.filter((colleague) => colleague.agentId !== agentId);
  const isReady = (colleague: Colleague) => byId.get(colleague.agentId)?.activity === 'ready';
  const wanted = others
    .filter(({ name, extension }) => `${name} ${extension}`.toLowerCase().includes(search.trim().toLowerCase()))
    .sort((a, b) => Number(isReady(b)) - Number(isReady(a)) || a.extension.localeCompare(b.extension));
  return (
    <>
      <div className="section-head">
        <Users2 size={15} aria-hidden />
        <h2>{t('desk.colleagues.title')}</h2>
        <span className="fill" />
        <span className="hint small">{t('desk.colleagues.online', { ready: others.filter(isReady).length, all: others.length })}</span>
      </div>
      <div className="colleague-search">
        <Input
          size="small"
          allowClear
          value={search}
          aria-label={t('desk.colleagues.search')}
          placeholder={t('desk.colleagues.search')}
          prefix={<Search size={14} className="hint" aria-hidden />}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {others.length === 0 && <Notice title={t('desk.colleagues.empty')} hint={t('desk.colleagues.emptyHint')} />}
      <ul className="scroll fill">
        {wanted.map((colleague) => (
          <ColleagueLine key={colleague.agentId} colleague={colleague} presence={byId.get(colleague.agentId)} />
        ))}
      </ul>
    </>
  );
}

function ColleagueLine({ colleague, presence }: { colleague: Colleague; presence: AgentPresence | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  const activity = presence?.activity ?? 'offline';
  const { tone, word } = agentLook(activity);
  return (
    <li className="colleague-line">
      <Dot tone={tone} isHollow={activity === 'offline'} />
      <span className="cut">
        <b>{colleague.name}</b> <span className="second">{colleague.extension}</span>
      </span>
      <span className="right small whole">
        <span className={`toned tone-${tone}`}>{t(`phone.state.${word}`)}</span>
        {presence && activity !== 'offline' && <span className="hint"> {duration(secondsSince(presence.since, now))}</span>}
      </span>
      <CallButton label={t('desk.colleagues.call', { name: colleague.name })} target={{ number: colleague.extension }} />
    </li>
  );
}
