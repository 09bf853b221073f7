/** Time as a value. Nothing in the server but this file and the kernel's edges asks the machine for the time. */

export interface Clock {
  /** Epoch milliseconds that only rise: a step of the system clock changes neither durations nor deadlines. */
  now(): number;
}

/** A clock that starts at the system's time and then follows the monotonic one. */
export function createClock(): Clock {
  const start = Date.now() - performance.now();
  return { now: () => start + performance.now() };
}
