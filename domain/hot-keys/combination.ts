/** A combination of keys as it is kept and shown: "F2", "Alt+M", "Ctrl+Shift+T". Modifiers come first, in one order. */

/** What is known of a key that was pressed. */
export interface Stroke {
  readonly key: string;
  /** Its place on the keyboard, whatever it writes there. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey?: boolean;
}

const modifiers = ['Ctrl', 'Alt', 'Shift'] as const;
type Modifier = (typeof modifiers)[number];

export interface Combination {
  readonly modifiers: readonly Modifier[];
  /** A capital letter, a digit, or a key by its name: F2, Enter, ArrowLeft. */
  readonly key: string;
}

const named =
  /^(?:F(?:[1-9]|1[0-2])|Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right))$/;

/** Reads a combination; null for what is none, names a key that there is not, or stands in another order. */
export function readCombination(text: string): Combination | null {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  if (!/^[A-Z0-9]$/.test(key) && !named.test(key)) return null;
  const held = modifiers.filter((modifier) => parts.includes(modifier));
  return held.join('+') === parts.join('+') ? { modifiers: held, key } : null;
}

/** The combination that somebody pressed; null as long as they hold modifiers alone, and for keys that none can be made of. */
export function combinationOf(stroke: Stroke): string | null {
  const held = [(stroke.ctrlKey || stroke.metaKey) && 'Ctrl', stroke.altKey && 'Alt', stroke.shiftKey && 'Shift'];
  const text = [...held, keyOf(stroke)].filter((part) => part !== false).join('+');
  return readCombination(text) ? text : null;
}

function keyOf({ key, code }: Stroke): string {
  const placed = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  return placed ?? (key === ' ' ? 'Space' : key);
}

/**
 * Whether a key event is the combination. Letters and digits go by their place on the keyboard, so Alt+M works where Alt makes another character. A
 * single sign, as "?", goes by what it writes.
 */
export function isStroke(combination: string, stroke: Stroke): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const isHeld = parts.length > 1;
  if (stroke.altKey !== parts.includes('Alt') || (stroke.ctrlKey || stroke.metaKey) !== parts.includes('Ctrl'))
    return false;
  if ((isHeld || key.length > 1) && Boolean(stroke.shiftKey) !== parts.includes('Shift')) return false;
  if (/^[A-Z]$/.test(key)) return stroke.code === `Key${key}` || stroke.key.toUpperCase() === key;
  return stroke.key === key || (key === 'Space' && stroke.key === ' ') || (isHeld && stroke.code === `Digit${key}`);
}

const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** As people read it: Alt+←. */
export const shownKeys = (combination: string): string =>
  combination.replace(/Arrow\w+/, (name) => arrows[name] ?? name).replace('Escape', 'Esc');
