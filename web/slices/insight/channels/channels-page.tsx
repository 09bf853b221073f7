/** 通道监控: lines and phones of the live calls, and above them how many lines of each trunk are in use. */
import { channelRoutes } from '@bahu/contract/channels.ts';
import type { LiveChannel } from '@bahu/contract/realtime.ts';
import { legStages } from '@bahu/domain/callcontrol/leg-stage.ts';
import { useQuery } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, type PartOf } from '../../../lib/address.ts';
import { useClient, useTopic } from '../../../lib/services.tsx';
import { FilterBar } from '../../../ui/list/filter-bar.tsx';
import type { Filter } from '../../../ui/list/filters.ts';
import { Notice, Skeleton } from '../../../ui/list-state.tsx';
import { useAbsence } from '../../../ui/use-absence.ts';
import { ChannelList } from './channel-list.tsx';
import { foundChannels } from './channel-lines.ts';
import { channelsShape } from './search.ts';
import { TrunkTiles } from './trunk-tiles.tsx';
import './channels.css';

const noChannels: readonly LiveChannel[] = [];

export function ChannelsPage() {
  const { t } = useTranslation();
  const { search, change, show } = useAddress(channelsShape);
  const client = useClient(channelRoutes);
  const setup = useQuery({ queryKey: ['channels', 'setup'], queryFn: ({ signal }) => client.setup({ signal }) });
  const topic = useTopic('channels');
  const lines = useTopic('trunk-lines');
  const absence = useAbsence('channels');
  const channels = topic?.channels ?? noChannels;
  const trunkNames = useMemo(
    () => new Map(setup.data?.trunks.map(({ trunkId, name }) => [trunkId, name])),
    [setup.data],
  );
  const found = foundChannels(channels, search);
  return (
    <div className="channels">
      <TrunkTiles
        trunks={lines?.trunks ?? []}
        names={trunkNames}
        chosen={search.trunk}
        onChoose={(trunk) => change({ trunk: trunk === search.trunk ? undefined : trunk })}
      />
      <section className="card column channels-list" aria-label={t('channels.what')}>
        <div className="filter-line channels-tools">
          <FilterBar
            filters={useFilters(trunkNames)}
            search={search}
            onChange={(part) => change(part as PartOf<typeof channelsShape>)}
            onClear={() => show({})}
          />
          <span className="fill" />
          {topic && <span className="second small whole">{t('channels.count', { count: found.length })}</span>}
        </div>
        {topic && found.length > 0 && <ChannelList channels={found} trunkNames={trunkNames} />}
        {topic && found.length === 0 && (
          <Notice
            title={t(channels.length > 0 ? 'channels.nothing' : 'channels.calm')}
            hint={t(channels.length > 0 ? 'channels.nothingHint' : 'channels.calmHint')}
          />
        )}
        {!topic && !absence && <Skeleton rows={8} />}
        {!topic && absence && (
          <Notice
            icon={WifiOff}
            title={t('channels.unseen')}
            hint={t(absence === 'away' ? 'channels.unseenHint' : 'app.link.lost')}
          />
        )}
      </section>
    </div>
  );
}

function useFilters(trunkNames: ReadonlyMap<string, string>): readonly Filter[] {
  const { t } = useTranslation();
  const sides = ['outside', 'agent', 'supervisor'] as const;
  return [
    { key: 'search', kind: 'text', label: t('channels.search'), placeholder: t('channels.searchHint') },
    {
      key: 'stage',
      kind: 'choice',
      label: t('channels.stage'),
      isAlways: true,
      options: legStages.map((value) => ({ value, label: t(`channels.stages.${value}`) })),
    },
    {
      key: 'side',
      kind: 'choice',
      label: t('channels.side'),
      isAlways: true,
      options: sides.map((value) => ({ value, label: t(`channels.sides.${value}`) })),
    },
    {
      key: 'trunk',
      kind: 'choice',
      label: t('channels.trunk'),
      isAlways: true,
      options: [...trunkNames].map(([value, label]) => ({ value, label })),
    },
  ];
}
