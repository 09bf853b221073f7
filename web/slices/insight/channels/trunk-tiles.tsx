/** Lines in use of each trunk, against how many there are. A click shows the channels of one. */
import type { TrunkLines } from '@bahu/contract/realtime.ts';
import { useTranslation } from 'react-i18next';
import { classes, Tag } from '../../../ui/marks.tsx';
import type { StateColour } from '../../../ui/theme.ts';

type Trunk = TrunkLines['trunks'][number];

/** Nearly full from here on, in percent. */
const nearlyFull = 80;

interface Props {
  trunks: readonly Trunk[];
  names: ReadonlyMap<string, string>;
  chosen: string | undefined;
  onChoose: (trunkId: string) => void;
}

export function TrunkTiles({ trunks, names, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const isNamed = ({ trunkId }: Trunk): boolean => names.has(trunkId);
  const shown = trunks
    .filter(isNamed)
    .toSorted((a, b) => names.get(a.trunkId)!.localeCompare(names.get(b.trunkId)!, 'zh'));
  return (
    <div className="channels-trunks scroll" role="group" aria-label={t('channels.trunks')}>
      {shown.map(({ trunkId, used, lines, isEnabled }) => {
        const percent = lines === 0 ? 0 : Math.min(100, (used / lines) * 100);
        const tone = toneOf(percent);
        return (
          <button
            key={trunkId}
            type="button"
            className={classes('channels-trunk', chosen === trunkId && 'is-chosen')}
            aria-pressed={chosen === trunkId}
            title={t('channels.trunkHint')}
            onClick={() => onChoose(trunkId)}
          >
            <span className="row">
              <b className="cut fill">{names.get(trunkId)}</b>
              {!isEnabled && <Tag>{t('channels.disabled')}</Tag>}
              {percent === 100 && <Tag tone="alarm">{t('channels.full')}</Tag>}
            </span>
            <span>
              <b className={`channels-used toned tone-${tone}`}>{used}</b>
              <span className="second"> / {t('channels.lines', { count: lines })}</span>
            </span>
            <span className={`channels-bar tone-${tone}`} aria-hidden>
              <i style={{ width: `${percent}%` }} />
            </span>
          </button>
        );
      })}
    </div>
  );
}

const toneOf = (percent: number): StateColour =>
  percent === 100 ? 'alarm' : percent >= nearlyFull ? 'ringing' : 'talking';
