/** A menu that a button opens. The focus goes to the chosen entry, or the first; the arrows move it, and afterwards the button has it again. */
import { Dropdown, type DropdownProps } from 'antd';
import { useRef, type FocusEvent, type KeyboardEvent } from 'react';

type Props = Pick<DropdownProps, 'menu' | 'placement' | 'disabled' | 'trigger' | 'onOpenChange' | 'children'>;

export function DropMenu({ trigger = ['click'], onOpenChange, ...rest }: Props) {
  const opener = useRef<Element | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dropdown
      autoFocus
      trigger={trigger}
      popupRender={(menu) => (
        <div ref={popup} tabIndex={-1} onFocus={passOn} onKeyDown={keepEnter}>
          {menu}
        </div>
      )}
      onOpenChange={(isOpen, how) => {
        if (isOpen) opener.current = document.activeElement;
        else if (popup.current?.contains(document.activeElement) && opener.current instanceof HTMLElement)
          opener.current.focus();
        onOpenChange?.(isOpen, how);
      }}
      {...rest}
    />
  );
}

/** The kit gives the focus to all of it as soon as it is there. */
function passOn({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  if (target !== currentTarget) return;
  const entries = [...currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]:not([aria-disabled=true])')];
  const isChosen = (entry: HTMLElement): boolean => entry.classList.contains('ant-dropdown-menu-item-selected');
  (entries.find(isChosen) ?? entries[0])?.focus();
}

/** The button that has the focus again would take the same press for its own. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
