/** The caret stays where it is unless the reader goes into the frame themselves: a page that takes it would get what they type, keys of the phone too. */
import { useEffect, type RefObject } from 'react';

/** By Tab the focus moves at once. */
const tabMs = 150;
/** Who has just typed has not gone anywhere with the mouse. */
const typingMs = 500;

export function useKeepsFocus(frame: RefObject<HTMLIFrameElement | null>): void {
  useEffect(() => {
    let last = document.activeElement;
    let [keyAt, tabAt] = [-Infinity, -Infinity];
    const focused = ({ target }: FocusEvent): void => {
      if (target instanceof Element && target !== frame.current) last = target;
    };
    const pressed = ({ key, timeStamp }: KeyboardEvent): void => {
      keyAt = timeStamp;
      if (key === 'Tab') tabAt = timeStamp;
    };
    const left = ({ timeStamp }: FocusEvent): void => {
      const own = frame.current;
      if (!own || document.activeElement !== own || timeStamp - tabAt < tabMs) return;
      if (own.matches(':hover') && timeStamp - keyAt > typingMs) return;
      // Within this event the browser would still put it there.
      setTimeout(() => {
        own.blur();
        if (last instanceof HTMLElement && last.isConnected) last.focus({ preventScroll: true });
      });
    };
    document.addEventListener('focusin', focused);
    document.addEventListener('keydown', pressed, true);
    window.addEventListener('blur', left);
    return () => {
      document.removeEventListener('focusin', focused);
      document.removeEventListener('keydown', pressed, true);
      window.removeEventListener('blur', left);
    };
  }, [frame]);
}
