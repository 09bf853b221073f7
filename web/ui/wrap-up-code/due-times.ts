/** Usual moments for what a wrap-up code has the agent do, on the reader's clock. Pure. */
const hour = 3_600_000;

export function dueTimes(now: number) {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(10, 0, 0, 0);
  return [
    { name: 'soon', at: now + hour / 2 },
    { name: 'later', at: now + 2 * hour },
    { name: 'tomorrow', at: morning.getTime() },
  ] as const;
}
