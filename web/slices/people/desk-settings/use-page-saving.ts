/** A page whose draft is kept by its button, and by Ctrl+S, as long as nothing stands against it. */
import type { SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import { conflictsOf, fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useTabMark } from '../../../lib/tabs-context.tsx';

interface Draft {
  path: string;
  isChanged: boolean;
  settings: SomeDeskSettings;
  save: () => void;
}

/** Whether it can be saved. */
export function usePageSaving({ path, isChanged, settings, save }: Draft): boolean {
  const canSave = isChanged && (!settings.hotKeys || conflictsOf(settings.hotKeys).length === 0);
  useTabMark(path, isChanged);
  useHotkey(fixedKeys.save, save, canSave);
  return canSave;
}

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
