/** A line of text by the browser's own control, looking like the others: for what comes first and must weigh little (the sign-in, the desk). */
import type { ComponentProps, ReactNode, Ref } from 'react';
import { classes } from './marks.tsx';
import './plain-input.css';

interface Props extends Omit<ComponentProps<'input'>, 'size' | 'prefix' | 'ref'> {
  ref?: Ref<HTMLInputElement>;
  size?: 'large' | 'middle' | 'small';
  prefix?: ReactNode;
  suffix?: ReactNode;
}

export function PlainInput({ ref, size = 'middle', prefix, suffix, className, ...input }: Props) {
  return (
    <span className={classes('plain-input', `is-${size}`, className)}>
      {prefix}
      <input {...input} ref={ref} />
      {suffix}
    </span>
  );
}
