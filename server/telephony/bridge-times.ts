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
  /** Legs of whom something was not heard: what follows cannot be told from what came before. */
  private readonly missed = new Set<string>();
  /** Our clock less the media server's, with the shortest way that an event took; and when that was reckoned. */
  private offset: { ms: number; at: number } | null = null;

  /** Notes a move of a leg of ours that is heard of at `now`, epoch milliseconds of our clock. */
  note({ legId, bridgeId, hasLeft, at }: Move, now: number): void {
    const ours = at + this.offsetAt(now, now - at);
    if (this.missed.has(legId)) return;
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

  /** Nobody listened for a while, and these legs were there: of them is known what was heard before, and nothing that comes. */
  miss(legIds: Iterable<string>): void {
    for (const legId of legIds) this.missed.add(legId);
  }

  /** When the leg stood in bridges, from its beginning, in order, by our clock: all of it, or what was heard before something was missed. */
  of(legId: string): readonly Span[] {
    return this.stands.get(legId) ?? [];
  }

  /** Forgets a leg whose call is written. */
  forget(legId: string): void {
    this.stands.delete(legId);
    this.missed.delete(legId);
  }

  /** Forgets everything: what is heard next may be of another media server. */
  reset(): void {
    this.stands.clear();
    this.missed.clear();
    this.offset = null;
  }
}

/**
 * Times of a leg in bridges as they really were, as far as that is told from its beginning; what comes behind is as it was decided. What was decided and never
 * carried out is no time, and a leg that left its bridge and came back undecided stood there twice: the file of its recorder has just what is told. A leg
 * stands in one bridge at a time, and no longer than its call lasted.
 */
export function asItWas(decided: readonly Span[], told: readonly Span[]): Span[] {
  const were: Span[] = [];
  let at = -1;
  for (const span of told) {
    const next = decidedOf(decided, at, span);
    if (next === undefined) break;
    at = next;
    were.push(span);
  }
  const last = were.at(-1);
  if (last) were[were.length - 1] = { ...last, to: decided[at]!.to === null ? null : (last.to ?? decided[at]!.to) };
  let from = -Infinity;
  return [...were, ...decided.slice(at + 1)].map((span): Span => {
    const begins = Math.max(from, span.from);
    const to = span.to === null ? null : Math.max(begins, span.to);
    from = to ?? begins;
    return { ...span, from: begins, to };
  });
}

/** Which decided time a told one is, behind the `at`th: still that one until it was decided to leave, else the next in its bridge; undefined when none is. */
function decidedOf(decided: readonly Span[], at: number, { from, bridgeId }: Span): number | undefined {
  const current = decided[at]?.bridgeId === bridgeId ? decided[at] : undefined;
  if (current && (current.to === null || from < current.to)) return at;
  const next = decided.findIndex((one, i) => i > at && one.bridgeId === bridgeId && one.from <= from);
  return next !== -1 ? next : current && at;
}
