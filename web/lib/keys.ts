/** The keys that this agent has chosen. Whatever listens to one or shows it asks here. */
import type { HotKeyName } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useHotkey } from './hotkeys.ts';
import { useMe } from './session.tsx';

/** Empty for an action that the agent has left without a key. */
export const useKey = (name: HotKeyName): string => useMe().settings.hotKeys[name];

/** Does it on the agent's key, wherever the focus is. */
export const useActionKey = (name: HotKeyName, act: () => void, isEnabled = true): void =>
  useHotkey(useKey(name), act, isEnabled);
