/** The end of a licence as people say it: the last day on which it holds. The contract has the first moment at which it does not. */
import { isoDay } from '../lib/format.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The last day, 2026-11-22, of a licence that ends at a moment; empty for one without an end. */
export const lastDayOf = (expiresAt: string | null): string =>
  expiresAt === null ? '' : isoDay(Date.parse(expiresAt) - 1);

/** The moment at which a licence ends whose last day is this one; null without a day. */
export function endOf(lastDay: string): string | null {
  if (lastDay === '') return null;
  const end = new Date(`${lastDay}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

/** So many months on, counted from the last day or from today when that has passed; the 31st becomes the last day of a shorter month. */
export function extended(lastDay: string, today: string, months: number): string {
  const from = lastDay > today ? lastDay : today;
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const target = new Date(year, month - 1 + months, 1);
  const longest = new Date(target.getFullYear(), target.getMonth() + 1, 0).getDate();
  return `${target.getFullYear()}-${two(target.getMonth() + 1)}-${two(Math.min(day, longest))}`;
}
