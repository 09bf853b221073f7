/** Keys of a transfer, wherever the focus is. */
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useActionKey } from '../../lib/keys.ts';
import type { CallSteps } from './use-call-steps.ts';

/** `open` shows the panel, `toggle` shows or closes it. */
export function useTransferKeys(steps: CallSteps, panel: { toggle: () => void; open: () => void }): void {
  const { possible } = steps;
  useActionKey('transfer', panel.toggle, possible.size > 0);
  useHotkey(fixedKeys.park, steps.park, possible.has('park'));
  useHotkey(fixedKeys.merge, steps.merge, possible.has('merge'));
  useHotkey(fixedKeys.complete, steps.complete, possible.has('complete'));
  useHotkey(fixedKeys.stop, steps.stop, possible.has('stop'));
  const again = () => {
    steps.again();
    panel.open();
  };
  useHotkey(fixedKeys.again, again, possible.has('again'));
}
