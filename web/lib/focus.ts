/** Where the focus is. */

/** Whether the focus is in a part of the page, or nowhere: then it may be led on there. Else somebody works elsewhere, and it is theirs. */
export const mayFocusIn = (part: Element | null | undefined): boolean =>
  document.activeElement === document.body || part?.contains(document.activeElement) === true;
