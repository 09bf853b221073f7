/** What the agent's phone speaks, the preferred first: chosen ones in their order, with the others below them. */
import { codecs, isReachable, type Codec } from '@bahu/domain/agents/codecs.ts';
import { Button, Checkbox } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface Props {
  order: readonly Codec[];
  isFixed: boolean;
  onChange: (order: Codec[]) => void;
}

export function CodecOrder({ order, isFixed, onChange }: Props) {
  const { t } = useTranslation();
  const without = (codec: Codec): Codec[] => order.filter((one) => one !== codec);
  function move(at: number, by: -1 | 1): void {
    const next = [...order];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    onChange(next);
  }
  const rows = [...order, ...codecs.filter((codec) => !order.includes(codec))];
  return (
    <ol className="codec-order" aria-label={t('deskSettings.names.codecs')}>
      {rows.map((codec, at) => {
        const isChosen = at < order.length;
        const name = t(`deskSettings.codecs.${codec}`);
        return (
          <li key={codec} className="row">
            <Checkbox
              className="fill"
              checked={isChosen}
              disabled={isFixed || (isChosen && !isReachable(without(codec)))}
              onChange={() => onChange(isChosen ? without(codec) : [...order, codec])}
            >
              {name}
            </Checkbox>
            {isChosen && (
              <>
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowUp size={14} aria-hidden />}
                  aria-label={t('deskSettings.codecUp', { name })}
                  disabled={isFixed || at === 0}
                  onClick={() => move(at, -1)}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowDown size={14} aria-hidden />}
                  aria-label={t('deskSettings.codecDown', { name })}
                  disabled={isFixed || at === order.length - 1}
                  onClick={() => move(at, 1)}
                />
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}
