/** Keys of a transfer, wherever the focus is. */
import { useHotkey } from '../../lib/hotkeys.ts';
import type { CallSteps } from './use-call-steps.ts';
import { parkKey, stepKeys } from './step-buttons.tsx';

/** `open` shows the panel, `toggle` shows or closes it. */
export function useTransferKeys(steps: CallSteps, panel: { toggle: () => void; open: () => void }): void {
  const { possible } = steps;
  useHotkey('Alt+T', panel.toggle, possible.size > 0);
  useHotkey(parkKey, steps.park, possible.has('park'));
  useHotkey(stepKeys.merge, steps.merge, possible.has('merge'));
  useHotkey(stepKeys.complete, steps.complete, possible.has('complete'));
  useHotkey(stepKeys.stop, steps.stop, possible.has('stop'));
  const again = () => {
    steps.again();
    panel.open();
  };
  useHotkey(stepKeys.again, again, possible.has('again'));
}
