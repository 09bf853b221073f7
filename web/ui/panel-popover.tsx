/** A button and the panel that it opens: closed by Escape, by a click elsewhere, or by the panel itself, and the focus is back at the button then. */
import { Popover } from 'antd';
import type { LucideIcon } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { counted } from '../lib/format.ts';
import { useHotkey } from '../lib/hotkeys.ts';
import { IconButton } from './icon-button.tsx';
import { classes } from './marks.tsx';
import './panel-popover.css';

/** What the button says of its panel to those who do not see it. */
interface Opens {
  readonly 'aria-haspopup': 'dialog';
  readonly 'aria-expanded': boolean;
}

interface PopoverProps {
  /** Names the panel. */
  label: string;
  placement?: 'bottomLeft' | 'bottomRight';
  /** Of the frame around the button. */
  className?: string;
  /** How the panel stands in its frame: `bare` reaches to its edge. */
  look?: 'bare' | 'chip';
  /** Open from the beginning, where somebody just asked for it. */
  startsOpen?: boolean;
  /** Told how to close. */
  panel: (close: () => void) => ReactNode;
  button: (opens: Opens) => ReactNode;
}

export function PanelPopover(props: PopoverProps) {
  const { label, placement = 'bottomRight', className, look, startsOpen = false, panel, button } = props;
  const [isOpen, setIsOpen] = useState(startsOpen);
  const id = useId();
  function close(): void {
    const isInside = document.getElementById(`${id}-panel`)?.contains(document.activeElement);
    setIsOpen(false);
    if (isInside) document.getElementById(id)?.querySelector('button')?.focus();
  }
  useHotkey('Escape', close, isOpen);
  const content = (
    <div
      id={`${id}-panel`}
      role="dialog"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Tab') goRound(event);
        if (event.key !== 'Escape') return;
        // What stands beside the list stays open.
        event.stopPropagation();
        close();
      }}
    >
      {panel(close)}
    </div>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={['click']}
      placement={placement}
      arrow={false}
      destroyOnHidden
      {...(look && { classNames: { root: `${look}-popover` } })}
      content={content}
    >
      <span id={id} className={classes('panel-frame', className)}>
        {button({ 'aria-haspopup': 'dialog', 'aria-expanded': isOpen })}
      </span>
    </Popover>
  );
}

/** A panel stands at the end of the document: Tab goes on with its beginning, instead of to what the browser has beside the page. */
function goRound(event: KeyboardEvent<HTMLElement>): void {
  const panel = event.currentTarget;
  // What opens from a panel stands elsewhere, though its keys come by here.
  if (!(event.target instanceof Node) || !panel.contains(event.target)) return;
  const stops = [...panel.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]')].filter(
    (part) => part.tabIndex >= 0 && !part.matches(':disabled') && part.checkVisibility(),
  );
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (event.target !== from || !to) return;
  event.preventDefault();
  to.focus();
}

interface ButtonProps extends Omit<PopoverProps, 'button' | 'label'> {
  icon: LucideIcon;
  /** Names the button. */
  label: string;
  /** Names the panel, where it is called otherwise. */
  panelLabel?: string;
  size?: 'normal' | 'small';
  /** How many things wait in the panel; 0 shows nothing. The label says it in words. */
  count?: number;
}

/** The same with an icon for a button, which may have a count. */
export function PanelButton({ icon, label, panelLabel = label, size = 'small', count = 0, ...rest }: ButtonProps) {
  return (
    <PanelPopover
      {...rest}
      label={panelLabel}
      button={(opens) => (
        <span className="panel-button">
          <IconButton {...opens} icon={icon} size={size} label={label} isOpen={opens['aria-expanded']} />
          {count > 0 && (
            <i className="panel-count" aria-hidden>
              {counted(count)}
            </i>
          )}
        </span>
      )}
    />
  );
}
