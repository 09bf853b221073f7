/** The frame of a filter chip: closed it says what is chosen, open it holds the means to choose. */
import { Popover } from 'antd';
import { ChevronDown, X } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { classes } from '../marks.tsx';

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
  const [isOpen, setIsOpen] = useState(isFresh);
  const id = useId();
  const focus = () => document.getElementById(id)?.focus();
  function close(): void {
    setIsOpen(false);
    focus();
  }
  useHotkey('Escape', () => setIsOpen(false), isOpen);
  return (
    <span className={classes('filter-chip', chosen !== undefined && 'is-set')}>
      <Popover
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={['click']}
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        classNames={{ root: 'chip-popover' }}
        content={
          <div
            role="dialog"
            aria-label={name}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              close();
            }}
          >
            {children(close)}
          </div>
        }
      >
        <button id={id} type="button" aria-haspopup="dialog" aria-expanded={isOpen} className="filter-chip-name">
          {name} {chosen !== undefined ? <b className="cut">{chosen}</b> : <ChevronDown size={13} aria-hidden />}
        </button>
      </Popover>
      {chosen !== undefined && (
        <button
          type="button"
          className="filter-chip-clear"
          aria-label={t('ui.filter.remove', { name })}
          onClick={() => {
            onClear();
            focus();
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}
