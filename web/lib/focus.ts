/** Where the focus is, and where it goes back to. */
import { useEffect, useState } from 'react';

/** Whether the focus is in a part of the page, or nowhere: then it may be led on there. Else somebody works elsewhere, and it is theirs. */
export const mayFocusIn = (part: Element | null | undefined): boolean =>
  document.activeElement === document.body || part?.contains(document.activeElement) === true;

/** For a dialogue that is gone as soon as it is closed: the focus goes back to where it was before, unless it has gone elsewhere. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      void setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      }),
    [before],
  );
}
