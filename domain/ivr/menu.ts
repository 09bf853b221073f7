/** Voice menus: what a caller hears and where a key leads (SPEC N1, N2; thin). Pure: one input in, verbs and perhaps an exit out. */
import type { BoxOwner } from '../agents/box.ts';

export type KeyAction =
  | { to: 'queue'; queueId: string }
  /** Into the box of an agent or of a queue. */
  | { to: 'voicemail'; box: BoxOwner }
  /** The caller types an extension by hand. */
  | { to: 'extension' }
  | { to: 'repeat' }
  | { to: 'hang-up' };

type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#';

/** As stored in `menus.definition`. Prompts are names of voice files. */
export interface Menu {
  readonly id: string;
  readonly name: string;
  readonly prompt: string;
  readonly invalidPrompt: string;
  readonly extensionPrompt: string;
  /** Seconds to wait for a key after the prompt. */
  readonly waitSeconds: number;
  /** How often the prompt is played before the default applies. */
  readonly tries: number;
  readonly keys: Readonly<Partial<Record<Key, KeyAction>>>;
  readonly default: KeyAction;
}

export interface MenuState {
  readonly menuId: string;
  readonly tries: number;
  readonly stage: 'prompt' | 'wait' | 'entry';
  /** Digits of an extension typed so far. */
  readonly entry: string;
}

export type MenuInput =
  | { type: 'start' }
  | { type: 'digit'; digit: string }
  | { type: 'prompt-ended' }
  | { type: 'timeout' };

export type MenuExit =
  | { to: 'queue'; queueId: string }
  | { to: 'voicemail'; box: BoxOwner }
  | { to: 'agent'; extension: string }
  | { to: 'hang-up' };

export interface MenuStep {
  readonly state: MenuState;
  /** Voice files to play now, replacing what plays. */
  readonly play?: readonly string[];
  readonly stopPlaying?: boolean;
  /** Seconds after which `timeout` is due; absent means that none is. */
  readonly waitSeconds?: number;
  readonly exit?: MenuExit;
  /** What happened, for the route of the call. */
  readonly happened?: 'invalid-key' | 'no-key' | 'extension-entered';
}

const extensionLength = 3;

/** The first step of a menu: its prompt, and a caller who has not pressed anything. */
export const enterMenu = (menu: Menu): MenuStep => ({
  state: { menuId: menu.id, tries: 1, stage: 'prompt', entry: '' },
  play: [menu.prompt],
});

/** One step of a menu; the caller of it keeps the state and carries out the verbs. */
export function stepMenu(menu: Menu, state: MenuState, input: MenuInput): MenuStep {
  switch (input.type) {
    case 'start':
      return enterMenu(menu);
    case 'digit':
      return state.stage === 'entry' ? typeExtension(menu, state, input.digit) : pressKey(menu, state, input.digit);
    case 'prompt-ended':
      return { state: state.stage === 'entry' ? state : { ...state, stage: 'wait' }, waitSeconds: menu.waitSeconds };
    case 'timeout':
      return again(menu, state, [menu.prompt], 'no-key');
  }
}

function pressKey(menu: Menu, state: MenuState, digit: string): MenuStep {
  const action = menu.keys[digit as Key];
  if (!action) return again(menu, state, [menu.invalidPrompt, menu.prompt], 'invalid-key');
  switch (action.to) {
    case 'repeat':
      return { state: { ...state, stage: 'prompt' }, play: [menu.prompt] };
    case 'extension':
      return { state: { ...state, stage: 'entry', entry: '' }, play: [menu.extensionPrompt] };
    default:
      return { state, stopPlaying: true, exit: action };
  }
}

function typeExtension(menu: Menu, state: MenuState, digit: string): MenuStep {
  if (digit === '*' || digit === '#') return { state: { ...state, stage: 'prompt', entry: '' }, play: [menu.prompt] };
  const entry = state.entry + digit;
  if (entry.length < extensionLength)
    return { state: { ...state, entry }, stopPlaying: true, waitSeconds: menu.waitSeconds };
  return {
    state: { ...state, entry },
    stopPlaying: true,
    exit: { to: 'agent', extension: entry },
    happened: 'extension-entered',
  };
}

/** Plays once more, or takes the default when the tries are used up. */
export function again(
  menu: Menu,
  state: MenuState,
  play: readonly string[],
  happened: 'invalid-key' | 'no-key',
): MenuStep {
  if (state.tries < menu.tries)
    return { state: { ...state, tries: state.tries + 1, stage: 'prompt', entry: '' }, play, happened };
  const fallback = menu.default;
  const exit: MenuExit = fallback.to === 'queue' || fallback.to === 'voicemail' ? fallback : { to: 'hang-up' };
  return { state, stopPlaying: true, exit, happened };
}
