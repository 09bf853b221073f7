/** Opens the small window with the phone, and closes it. What it shows is loaded when it is wanted. */
import { PictureInPicture2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { CallActions } from '../use-call-actions.ts';
import { hasMiniWindow, openMiniWindow } from './mini-window.ts';

const MiniPhone = lazy(() => import('./mini-phone.tsx'));

export function MiniPhoneButton({ actions }: { actions: CallActions }) {
  const { t } = useTranslation();
  const { settings } = useMe();
  const [mini, setMini] = useState<Window | null>(null);
  useEffect(() => {
    if (!mini) return undefined;
    const leave = () => setMini(null);
    mini.addEventListener('pagehide', leave);
    mini.addEventListener('keydown', passOn);
    return () => {
      mini.removeEventListener('pagehide', leave);
      mini.removeEventListener('keydown', passOn);
      mini.close();
    };
  }, [mini]);
  useEndOfCall(actions.call?.callId ?? null, () => settings.closesMiniPhone && setMini(null));
  if (!hasMiniWindow(window)) return null;
  const toggle = (): void => {
    if (mini) {
      setMini(null);
      return;
    }
    // Refused by the browser: nothing opens, and there is nothing to do about it.
    openMiniWindow(window, t('phone.mini.title')).then(setMini, () => undefined);
  };
  return (
    <>
      <IconButton
        icon={PictureInPicture2}
        label={t(mini ? 'phone.mini.close' : 'phone.mini.open')}
        className="mini-phone-button"
        aria-pressed={mini !== null}
        onClick={toggle}
      />
      {mini &&
        createPortal(
          <Suspense fallback={null}>
            <MiniPhone of={mini} actions={actions} />
          </Suspense>,
          mini.document.body,
        )}
    </>
  );
}

/** The keys of the phone are those of the page, whichever of the two has the focus. */
function passOn(event: KeyboardEvent): void {
  if (!window.dispatchEvent(new KeyboardEvent('keydown', event))) event.preventDefault();
}

/** Once for each call that was there and is not any more. */
function useEndOfCall(callId: string | null, act: () => void): void {
  const before = useRef(callId);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (before.current !== null && callId === null) latest.current();
    before.current = callId;
  }, [callId]);
}
