/** The phone for everything that shows or operates it. */
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { onPhoneChanged } from '../../lib/phone-change.ts';
import { usePreferences } from '../../lib/preferences.tsx';
import { keptForGood } from '../../lib/storage.ts';
import { useMay, useMe } from '../../lib/session.tsx';
import { useServices, type Api } from '../../lib/services.tsx';
import { createPhone, type PhoneState } from './phone.ts';
import { createQualityReport } from './quality-report.ts';
import type { PhoneCommand } from './party-line.ts';

interface PhoneUse {
  state: PhoneState;
  command: (command: PhoneCommand) => void;
}
const PhoneContext = createContext<PhoneUse | null>(null);

export function usePhone(): PhoneUse {
  const use = useContext(PhoneContext);
  if (!use) throw new Error('no phone above this component');
  return use;
}

const mutedCalls = {
  read: () => keptForGood.read('muted-call'),
  write: (callIds: readonly string[]) => keptForGood.write('muted-call', callIds),
};

async function loadSoftphone(api: Api) {
  const { createJsSipSoftphone } = await import('../softphone/jssip-softphone.ts');
  return createJsSipSoftphone({
    origin: location.origin.replace(/^http/, 'ws'),
    devices: { microphone: '', speaker: '' },
    muted: mutedCalls,
    onStretch: createQualityReport({
      tell: (id, stretches) => api.desk.tellQuality({ params: { id }, body: { stretches } }),
      now: () => Date.now(),
    }),
  });
}

export function PhoneProvider({ isFreshSignIn, children }: { isFreshSignIn: boolean; children: ReactNode }) {
  const { api, realtime } = useServices();
  const { userId: agentId, sessionId } = useMe();
  const { microphone, speaker } = usePreferences().preferences;
  const [phone] = useState(() =>
    createPhone({
      agentId,
      sessionId,
      isFreshSignIn,
      issue: () => api.desk.softphone(),
      loadSoftphone: () => loadSoftphone(api),
      desk: { value: () => realtime.value('desk'), watch: (listener) => realtime.watch('desk', listener) },
      // Absent on pages that the browser does not trust, whatever its types say.
      locks: navigator.locks as LockManager | undefined,
      openChannel: (name) => new BroadcastChannel(name),
    }),
  );

  const mayUse = useMay('desk.use');
  useEffect(() => {
    if (!mayUse) return undefined;
    phone.open();
    return () => phone.close();
  }, [mayUse, phone]);
  useEffect(() => onPhoneChanged(() => phone.do('take-back')), [phone]);
  useEffect(() => phone.setDevices({ microphone, speaker }), [phone, microphone, speaker]);

  const state = useSyncExternalStore(phone.watch, phone.state);
  const use = useMemo(() => ({ state, command: (command: PhoneCommand) => phone.do(command) }), [phone, state]);
  return <PhoneContext.Provider value={use}>{children}</PhoneContext.Provider>;
}
