/** Where a record of the log is shown, as the slices say. */
import { recordAddress, type WebSlice } from '../../../lib/web-slice.ts';

/** Path and query of the page that shows a record; null when there is none. */
export function pathOf(slices: readonly WebSlice[], recordType: string, recordId: string | null): string | null {
  const page = slices.flatMap(({ pages = [] }) => pages).find(({ record }) => record === recordType);
  return page && recordId !== null ? recordAddress(page, recordId) : null;
}
