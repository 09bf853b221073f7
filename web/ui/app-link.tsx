/** A link to an address of the application. */
import { useRouter } from '@tanstack/react-router';
import type { ComponentProps, MouseEvent } from 'react';
import { pathOf } from '../lib/tabs.ts';

interface Props extends Omit<ComponentProps<'a'>, 'href'> {
  /** The whole address: path and query. */
  to: string;
}

/**
 * The router's own link reckons where it leads anew with each change of the address, all fifty of a list before the page is painted. Of a whole address
 * nothing is to be reckoned. Where it leads to is loaded as soon as somebody points at it.
 */
export function AppLink({ to, onClick, ...rest }: Props) {
  const router = useRouter();
  const load = () => void router.preloadRoute({ to: pathOf(to) }).catch(() => undefined);
  function go(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event);
    const isForBrowser = event.button !== 0 || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey;
    if (event.defaultPrevented || isForBrowser) return;
    event.preventDefault();
    void router.navigate({ href: to });
  }
  return <a {...rest} href={to} onClick={go} onMouseEnter={load} onFocus={load} onTouchStart={load} />;
}
