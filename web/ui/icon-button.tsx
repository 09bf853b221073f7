/** A button that is only an icon: it always has a tooltip and a name. */
import { Tooltip } from 'antd';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './marks.tsx';

interface Props extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  label: string;
  size?: 'normal' | 'small' | 'tiny';
  keys?: string;
  /** What the button opened is shown: its tooltip would lie over it. */
  isOpen?: boolean;
}

const iconSize = { normal: 18, small: 16, tiny: 14 } as const;

export function IconButton({ icon: Icon, label, size = 'normal', keys, isOpen, className, ...rest }: Props) {
  const hint = keys ? `${label} ${keys}` : label;
  const isSmallest = size === 'tiny';
  const button = (
    <button
      type="button"
      aria-label={label}
      title={isSmallest ? hint : undefined}
      className={classes('icon-button', size !== 'normal' && `icon-button-${size}`, className)}
      {...rest}
    >
      <Icon size={iconSize[size]} strokeWidth={1.7} aria-hidden />
    </button>
  );
  // Fifty rows with a button each would pay for fifty of the kit's tooltips; the browser's own costs nothing.
  if (isSmallest) return button;
  return (
    <Tooltip title={hint} mouseEnterDelay={0.4} {...(isOpen ? { open: false } : {})}>
      {button}
    </Tooltip>
  );
}
