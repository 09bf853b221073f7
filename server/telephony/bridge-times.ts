/**
 * When legs really stood in bridges, as the media server tells it. What is decided is carried out a moment later, when it is written and the media server
 * has come to it, and that moment is longer on a busy machine; a recording that is cut where something was decided has words that are not its own.
 */
import type { Span } from '@bahu/domain/callcontrol/call.ts';

/** A leg has come into a bridge or has left it. `at`: epoch milliseconds of the media server's clock. */
export interface Move {
  readonly legId: string;
  readonly bridgeId: string;
  readonly hasLeft: boolean;
  readonly at: number;
}

/** By how much the shortest way of an event to us may grow: clocks of two machines run apart, and one may be set. */
const driftPerMs = 1 / 10_000;

export class BridgeTimes {
  private readonly stands = new Map<string, Span[]>();
  /** Our clock less the media server's, with the shortest way that an event took; and when that was reckoned. */
  private offset: { ms: number; at: number } | null = null;

  /** Notes a move of a leg of ours that is heard of at `now`, epoch milliseconds of our clock. */
  note({ legId, bridgeId, hasLeft, at }: Move, now: number): void {
    const ours = at + this.offsetAt(now, now - at);
    const before = this.stands.get(legId) ?? [];
    const closed = before.map((span) =>
      span.to === null && (!hasLeft || span.bridgeId === bridgeId) ? { ...span, to: ours } : span,
    );
    this.stands.set(legId, hasLeft ? closed : [...closed, { from: ours, to: null, bridgeId }]);
  }

  private offsetAt(now: number, seen: number): number {
    const { ms, at } = this.offset ?? { ms: seen, at: now };
    this.offset = { ms: Math.min(seen, ms + (now - at) * driftPerMs), at: now };
    return this.offset.ms;
  }

  /** When the leg stood in bridges, in order, by our clock; nothing is known of what was before this process had the calls. */
  of(legId: string): readonly Span[] {
    return this.stands.get(legId) ?? [];
  }

  /** Forgets a leg whose call is written. */
  forget(legId: string): void {
    this.stands.delete(legId);
  }

  /** Forgets everything: what is heard next may be of another media server. */
  reset(): void {
    this.stands.clear();
    this.offset = null;
  }
}

/**
 * Times of a leg in bridges as they were decided, each as it really was as far as that is known: until the first that is not or was another bridge. A leg
 * stands in one bridge at a time, and no longer than its call lasted.
 */
export function asItWas(decided: readonly Span[], told: readonly Span[]): Span[] {
  const unlike = decided.findIndex(({ bridgeId }, i) => told[i]?.bridgeId !== bridgeId);
  const was = told.slice(0, unlike === -1 ? decided.length : unlike);
  let last = -Infinity;
  return decided.map((span, i): Span => {
    const from = Math.max(last, was[i]?.from ?? span.from);
    const to = span.to === null ? null : Math.max(from, was[i]?.to ?? span.to);
    last = to ?? from;
    return { ...span, from, to };
  });
}
