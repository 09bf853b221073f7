/** Paging by cursors: which pages were seen, which one is shown. Pages further on than one are unknown to a keyset. */

export interface Pages {
  /** Cursor of each page seen so far; the first page has none. */
  readonly cursors: readonly (string | null)[];
  readonly at: number;
}

export const firstPage: Pages = { cursors: [null], at: 0 };

export const cursorOf = (pages: Pages): string | null => pages.cursors[pages.at] ?? null;

/** Goes on to the page behind `next`; what was seen behind it is forgotten when the cursor differs. */
export function nextPage(pages: Pages, next: string | null): Pages {
  if (next === null) return pages;
  const at = pages.at + 1;
  const isKnown = pages.cursors[at] === next;
  return { cursors: isKnown ? pages.cursors : [...pages.cursors.slice(0, at), next], at };
}

/** Goes to a page that was seen, or stays. */
export const goToPage = (pages: Pages, at: number): Pages =>
  at >= 0 && at < pages.cursors.length ? { ...pages, at } : pages;

/** Numbers of the first and the last row shown, from 1; both 0 when there are none. */
export function rowRange(pages: Pages, pageSize: number, rows: number): { from: number; to: number } {
  const before = pages.at * pageSize;
  return rows === 0 ? { from: 0, to: 0 } : { from: before + 1, to: before + rows };
}
