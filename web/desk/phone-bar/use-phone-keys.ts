/** Keys that work wherever the focus is. */
import { useHotkey } from '../../lib/hotkeys.ts';
import type { CallActions } from '../use-call-actions.ts';

export function usePhoneKeys(actions: CallActions): void {
  const hasCall = actions.call !== null;
  useHotkey('F2', actions.answer, actions.isRinging);
  useHotkey('F4', actions.hangUp, hasCall);
  useHotkey('Alt+M', actions.toggleMute, hasCall && !actions.isRinging);
  useHotkey('Alt+H', actions.toggleHold, actions.holdStep !== null);
}
