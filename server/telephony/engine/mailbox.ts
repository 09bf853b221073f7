/** Events that wait for a tenant's engine, in the order in which they came. */
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import type { Refusal } from '../../kernel/errors.ts';

/** An event, and who waits for it to be written. */
export interface Letter {
  event: Event;
  isAwaited: boolean;
  resolve: () => void;
  reject: (refusal: Refusal) => void;
}

export class Mailbox {
  private letters: Letter[] = [];
  private awaken: ((isLetter: boolean) => void) | null = null;

  get isEmpty(): boolean {
    return this.letters.length === 0;
  }

  put(letter: Letter): void {
    this.letters.push(letter);
    this.awaken?.(true);
  }

  /** Takes everything out. */
  empty(): Letter[] {
    const { letters } = this;
    this.letters = [];
    return letters;
  }

  /** Resolves to true as soon as a letter is there; to false at the moment `until` (monotonic milliseconds), or when `wake` is called. */
  arrival(until: number): Promise<boolean> {
    if (!this.isEmpty) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.awaken?.(false), Math.max(0, until - performance.now()));
      this.awaken = (isLetter) => {
        clearTimeout(timer);
        this.awaken = null;
        resolve(isLetter);
      };
    });
  }

  wake(): void {
    this.awaken?.(false);
  }
}
