/** How long a test waits for what must come, in milliseconds: a busy machine is no failure, and nothing that comes is waited for longer. */
export const patienceMs = 60_000;
