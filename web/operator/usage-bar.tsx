/** How much of a licence is used: figures first, the bar below them. */
import { useTranslation } from 'react-i18next';
import { count } from '../lib/format.ts';
import { classes } from '../ui/marks.tsx';

/** From here on somebody should look at it. */
const close = 0.9;

interface Props {
  used: number;
  /** 0 for no limit. */
  most: number;
  say?: (value: number) => string;
}

export function UsageBar({ used, most, say = count }: Props) {
  const { t } = useTranslation();
  const part = most === 0 ? 0 : Math.min(1, used / most);
  const words = { used: say(used), most: say(most) };
  return (
    <span className="usage" title={t(most === 0 ? 'operator.tenants.usedOpen' : 'operator.tenants.used', words)}>
      <span className="row row-tight whole">
        <span>{words.used}</span>
        <span className="hint">/ {most === 0 ? t('operator.tenants.noLimit') : words.most}</span>
      </span>
      <span className="usage-bar" aria-hidden>
        <i
          className={classes(used >= most ? 'is-full' : part >= close && 'is-close')}
          style={{ width: `${part * 100}%` }}
        />
      </span>
    </span>
  );
}
