/** The next reminder: a few usual moments, or one of one's own. */

export type ReminderChoice = 'none' | 'soon' | 'later' | 'tomorrow' | 'custom';

const hour = 3_600_000;

/** The next half or full hour that is at least three hours away; null when that is no longer today. */
export function laterToday(now: number): number | null {
  const step = hour / 2;
  const moment = new Date(Math.ceil((now + 3 * hour) / step) * step);
  return moment.getDate() === new Date(now).getDate() ? moment.getTime() : null;
}

/** 10:00 of the next day. */
export function tomorrowMorning(now: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + 1);
  date.setHours(10, 0, 0, 0);
  return date.getTime();
}

/** The moment of a choice as ISO text, or null for none, for an unfinished one and for one that has passed. */
export function reminderAt(choice: ReminderChoice, custom: string, now: number): string | null {
  const moments: Record<ReminderChoice, number | null> = {
    none: null,
    soon: now + hour / 2,
    later: laterToday(now),
    tomorrow: tomorrowMorning(now),
    custom: custom ? new Date(custom).getTime() : null,
  };
  const moment = moments[choice];
  return moment === null || Number.isNaN(moment) || moment <= now ? null : new Date(moment).toISOString();
}
