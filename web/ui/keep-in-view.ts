/** Keeps the line of a list in view on which the keys stand. */

interface Line {
  offsetTop: number;
  offsetHeight: number;
}
interface Frame {
  scrollTop: number;
  clientHeight: number;
}

/** How far the list must be scrolled for the line to be seen: no further than needed. */
export function scrollFor({ offsetTop, offsetHeight }: Line, { scrollTop, clientHeight }: Frame): number {
  return Math.min(offsetTop, Math.max(scrollTop, offsetTop + offsetHeight - clientHeight));
}

/**
 * Scrolls the list alone, which must be positioned. It goes by the layout: while a panel grows into its place, the browser's own `scrollIntoView` takes it for
 * smaller than it is and scrolls what is in view already.
 */
export function keepInView(line: HTMLElement | null): void {
  const list = line?.parentElement;
  if (line && list) list.scrollTop = scrollFor(line, list);
}
