/** The frame of a filter chip: closed it says what is chosen, open it holds the means to choose. */
import { ChevronDown, X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../marks.tsx';
import { PanelPopover } from '../panel-popover.tsx';

interface Props {
  name: string;
  /** What is chosen, in words. */
  chosen: string | undefined;
  isFresh?: boolean;
  onClear: () => void;
  /** Told how to close. */
  children: (close: () => void) => ReactNode;
}

export function Chip({ name, chosen, isFresh = false, onClear, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <span className={classes('filter-chip', chosen !== undefined && 'is-set')}>
      <PanelPopover
        label={name}
        placement="bottomLeft"
        look="chip"
        startsOpen={isFresh}
        className="filter-chip-frame"
        panel={children}
        button={(opens) => (
          <button {...opens} id={id} type="button" className="filter-chip-name">
            {name} {chosen !== undefined ? <b className="cut">{chosen}</b> : <ChevronDown size={13} aria-hidden />}
          </button>
        )}
      />
      {chosen !== undefined && (
        <button
          type="button"
          className="filter-chip-clear"
          aria-label={t('ui.filter.remove', { name })}
          onClick={() => {
            onClear();
            document.getElementById(id)?.focus();
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}
