/** 大屏: the figures of some queues and their people on a screen on the wall, to be read from five metres; nothing scrolls, nothing turns over. */
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import { Maximize } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../../lib/address.ts';
import { clockSeconds, isoDay } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { ChoiceChip } from '../../../ui/list/choice-chip.tsx';
import { Mark } from '../../../ui/marks.tsx';
import { wallboardShape } from './search.ts';
import { Missing } from './missing.tsx';
import { useBoard, type LiveBoard } from './use-board.ts';
import { WallFigures } from './wall-figures.tsx';
import { WallAgents, WallRanking } from './wall-agents.tsx';
import { WallDay } from './wall-day.tsx';
import { WallQueues } from './wall-queues.tsx';
import './wallboard.css';

export function WallboardPage() {
  const { t } = useTranslation();
  const board = useBoard();
  const { search, change } = useAddress(wallboardShape);
  const chosen = search.queues?.split(',');
  const queues = board.queues.filter(({ queueId }) => chosen?.includes(queueId) ?? true);
  return (
    <div className="wall">
      <Head all={board.queues} chosen={search.queues} onChoose={(next) => change({ queues: next })} />
      <Loaded answer={board.setup} what={t('board.what')} rows={8}>
        {() => {
          if (!board.isThere) return <Missing />;
          if (queues.length === 0) return <Notice title={t('board.wall.none')} hint={t('board.wall.noneHint')} />;
          return <Figures board={board} queues={queues} chosen={search.queues} />;
        }}
      </Loaded>
    </div>
  );
}

interface FiguresProps {
  board: LiveBoard;
  queues: readonly BoardQueue[];
  /** As the address has them. */
  chosen: string | undefined;
}

function Figures({ board, queues, chosen }: FiguresProps) {
  const ids = new Set(queues.map(({ queueId }) => queueId));
  const lines =
    chosen !== undefined ? board.lines.filter(({ agent }) => agent.queueIds.some((id) => ids.has(id))) : board.lines;
  return (
    <>
      <WallFigures queues={queues} lines={lines} limits={board.limits} />
      <WallAgents lines={lines} />
      <div className="wall-lists">
        <WallQueues queues={queues} limits={board.limits} />
        <WallDay queues={chosen} />
        <WallRanking lines={lines} />
      </div>
    </>
  );
}

interface HeadProps {
  all: readonly BoardQueue[];
  chosen: string | undefined;
  onChoose: (queues: string | undefined) => void;
}

function Head({ all, chosen, onChoose }: HeadProps) {
  const { t } = useTranslation();
  const { tenant } = useMe();
  const now = useNow();
  const full = () => void document.documentElement.requestFullscreen?.();
  return (
    <header className="wall-head">
      <Mark size={44} />
      <h1 className="cut">
        {tenant.name} {t('board.wall.title')}
      </h1>
      <span className="wall-tools">
        <ChoiceChip
          filter={{
            key: 'queues',
            kind: 'choice',
            label: t('board.wall.choose'),
            isSeveral: true,
            options: all.map(({ queueId, name }) => ({ value: queueId, label: name })),
          }}
          value={chosen}
          isFresh={false}
          onChange={(value) => onChoose(typeof value === 'string' ? value : undefined)}
        />
        <IconButton icon={Maximize} label={t('board.wall.full')} onClick={full} />
      </span>
      <span className="fill" />
      <span className="second whole">{isoDay(now)}</span>
      <b className="wall-clock">{clockSeconds(now)}</b>
    </header>
  );
}
