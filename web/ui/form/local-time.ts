/** Moments as the browser's control for them has them: on the reader's clock, without a zone. */
import { clockSeconds, isoDay } from '../../lib/format.ts';

/** 2026-01-05T16:30, with seconds where there are any; empty for what is no moment. */
export function localTime(moment: string): string {
  if (Number.isNaN(Date.parse(moment))) return '';
  return `${isoDay(moment)}T${clockSeconds(moment).replace(/:00$/, '')}`;
}

/** The moment in UTC to the second, as records hold it; empty for a time that is not finished. */
export function momentOfLocal(local: string): string {
  const at = local === '' ? Number.NaN : new Date(local).getTime();
  return Number.isNaN(at) ? '' : `${new Date(at).toISOString().slice(0, 19)}Z`;
}
