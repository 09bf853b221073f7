/**
 * All keys of the program in one place (热键, SPEC A4.1): those that agents choose for themselves, and those that are what they are. What a chosen
 * one must not be follows from here.
 */
import { readCombination } from './combination.ts';

/** As the product has them. */
export const standardHotKeys = {
  answer: 'F2',
  hangUp: 'F4',
  next: 'F8',
  mute: 'Alt+M',
  hold: 'Alt+H',
  transfer: 'Alt+T',
  /** Ready, and busy again. */
  readiness: 'F9',
  numberBox: 'Alt+B',
  note: 'Alt+N',
} as const;
export type HotKeyName = keyof typeof standardHotKeys;
export const hotKeyNames = Object.keys(standardHotKeys) as readonly HotKeyName[];
/** An empty text for an action without a key. */
export type HotKeys = Readonly<Record<HotKeyName, string>>;

export const fixedKeys = {
  park: 'Alt+P',
  switch: 'Alt+W',
  merge: 'Alt+3',
  complete: 'Alt+Enter',
  again: 'Alt+R',
  stop: 'Alt+S',
  search: 'Ctrl+K',
  save: 'Ctrl+S',
  saveFollowUp: 'Ctrl+Enter',
  code: 'Alt+C',
  script: 'Alt+J',
  message: 'Alt+X',
  reopenTab: 'Ctrl+Shift+T',
  previousTab: 'Alt+ArrowLeft',
  nextTab: 'Alt+ArrowRight',
} as const;
type FixedKeyName = keyof typeof fixedKeys;

/** What browsers and systems keep for themselves, or what people who write are used to. */
const ofBrowsers: ReadonlySet<string> = new Set(
  [
    'F1 F3 F5 F6 F7 F10 F11 F12 Ctrl+F4 Ctrl+F5 Alt+F4 Shift+F5 Shift+F10 Alt+D Alt+E Alt+F',
    'Alt+Home Alt+Space Alt+Tab Alt+Shift+Tab Alt+Escape Ctrl+Escape Ctrl+Tab Ctrl+Shift+Tab',
    'Ctrl+PageUp Ctrl+PageDown Ctrl+Shift+PageUp Ctrl+Shift+PageDown Ctrl+Home Ctrl+End',
    'Ctrl+Backspace Ctrl+Delete Ctrl+Shift+Delete Ctrl+Alt+Delete Ctrl+Insert',
    [...'ABCDEFGHIJLNOPQRTUVWXYZ0123456789'].map((key) => `Ctrl+${key}`).join(' '),
    [...'ABCDIJKMNOPRTVWZ'].map((key) => `Ctrl+Shift+${key}`).join(' '),
  ]
    .join(' ')
    .split(' '),
);

/** What moves and chooses within dialogs, lists, menus and trees, with whatever is held beside Ctrl and Alt. */
const ofDialogs =
  /^(?:Shift\+)?(?:Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow\w+)$|^(?:Alt|Ctrl)\+Arrow\w+$/;

export type HotKeyConflict =
  /** No combination of keys that there are. */
  | { readonly key: HotKeyName; readonly why: 'unreadable' }
  /** It writes a sign where people type. */
  | { readonly key: HotKeyName; readonly why: 'writes' }
  | { readonly key: HotKeyName; readonly why: 'browser' }
  | { readonly key: HotKeyName; readonly why: 'dialog' }
  /** Something else has it. */
  | { readonly key: HotKeyName; readonly why: 'taken'; readonly by: HotKeyName | FixedKeyName };

/** What stands against a choice of keys, at most one thing for each of them. */
export function conflictsOf(keys: HotKeys): HotKeyConflict[] {
  return hotKeyNames.flatMap((key) => conflictOf(keys, key) ?? []);
}

function conflictOf(keys: HotKeys, key: HotKeyName): HotKeyConflict | null {
  const combination = keys[key];
  if (combination === '') return null;
  const read = readCombination(combination);
  if (!read) return { key, why: 'unreadable' };
  const isHeld = read.modifiers.includes('Ctrl') || read.modifiers.includes('Alt');
  if (read.key.length === 1 && !isHeld) return { key, why: 'writes' };
  const fixed = entries(fixedKeys).find(([, other]) => other === combination)?.[0];
  if (fixed) return { key, why: 'taken', by: fixed };
  if (ofDialogs.test(combination)) return { key, why: 'dialog' };
  if (ofBrowsers.has(combination)) return { key, why: 'browser' };
  const other = hotKeyNames.find((name) => name !== key && keys[name] === combination);
  return other ? { key, why: 'taken', by: other } : null;
}

/** Keys as they were kept: an action that came later has its standard key, unless that is taken. */
export function readHotKeys(kept: Readonly<Partial<Record<HotKeyName, string>>>): HotKeys {
  const taken = new Set(Object.values(kept));
  return Object.fromEntries(
    hotKeyNames.map((name) => [name, kept[name] ?? (taken.has(standardHotKeys[name]) ? '' : standardHotKeys[name])]),
  ) as Record<HotKeyName, string>;
}

const entries = <T extends object>(object: T) => Object.entries(object) as [keyof T, T[keyof T]][];
