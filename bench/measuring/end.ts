/** What has to be ended when a measurement is over, or is stopped by Ctrl-C: the last begun first. */
export class End {
  private readonly steps: (() => Promise<void> | void)[] = [];
  private running: Promise<void> | null = null;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void this.come().finally(() => process.exit(130));
      });
    }
  }

  with(step: () => Promise<void> | void): void {
    this.steps.push(step);
  }

  /** Every step is tried whatever becomes of the others. */
  come(): Promise<void> {
    this.running ??= (async () => {
      for (const step of this.steps.reverse()) {
        try {
          await step();
        } catch (error) {
          console.error(error);
        }
      }
    })();
    return this.running;
  }
}

/** Runs a measurement and ends what it began. */
export async function ending<T>(measure: (end: End) => Promise<T>): Promise<T> {
  const end = new End();
  try {
    return await measure(end);
  } finally {
    await end.come();
  }
}
