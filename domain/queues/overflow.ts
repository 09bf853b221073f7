/** Where callers go whom a queue does not keep (溢出, SPEC U5). */
import { parseNumber, type DialNumber, type Home } from '../numbers/dial.ts';

export type OverflowGoal =
  | { readonly to: 'voicemail' | 'goodbye' }
  | { readonly to: 'queue'; readonly queueId: string }
  | { readonly to: 'menu'; readonly menuId: string }
  | { readonly to: 'number'; readonly number: DialNumber };

/** When nobody is there for a queue: all its members are signed out, or nobody takes calls, also because they are paused. */
export type EmptyRule = 'signed-out' | 'unavailable';

export interface Overflow {
  /** Who has waited as long as the queue allows. */
  readonly late: OverflowGoal;
  /** Who comes when as many wait as may. */
  readonly full: OverflowGoal;
  /** Who comes or waits while nobody is there; null: they wait. */
  readonly empty: OverflowGoal | null;
  readonly emptyRule: EmptyRule;
}

/** Everybody whom the queue does not keep goes to one goal; with nobody there they wait. */
export const overflowTo = (goal: OverflowGoal): Overflow => ({
  late: goal,
  full: goal,
  empty: null,
  emptyRule: 'signed-out',
});

/** A goal as it is stored and crosses the wire: `voicemail`, `goodbye`, `queue/<id>`, `menu/<id>`, or `number` for the queue's number outside. */
export function storedGoal(goal: OverflowGoal): string {
  switch (goal.to) {
    case 'queue':
      return `queue/${goal.queueId}`;
    case 'menu':
      return `menu/${goal.menuId}`;
    default:
      return goal.to;
  }
}

/** The goal that `storedGoal` has written, with the queue's number outside. What names nothing is the goodbye. */
export function overflowGoal(stored: string, number: string | null, home: Home): OverflowGoal {
  const [to, id = ''] = stored.split('/');
  switch (to) {
    case 'voicemail':
      return { to };
    case 'queue':
      return { to, queueId: id };
    case 'menu':
      return { to, menuId: id };
    case 'number': {
      const outside = number === null ? null : parseNumber(number, home);
      return outside === null ? { to: 'goodbye' } : { to, number: outside };
    }
    default:
      return { to: 'goodbye' };
  }
}

/**
 * Queues from which a caller of this one is led on and on without choosing anything: a way that comes back is refused when it is set up. Null when
 * every way ends; `goalsOf` says where the callers of a queue may go.
 */
export function overflowLoop(
  queueId: string,
  goalsOf: (queueId: string) => readonly OverflowGoal[],
): readonly string[] | null {
  const follow = (id: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(id)) return id === queueId ? [...path, id] : null;
    for (const goal of goalsOf(id)) {
      const found = goal.to === 'queue' ? follow(goal.queueId, [...path, id]) : null;
      if (found) return found;
    }
    return null;
  };
  return follow(queueId, []);
}
