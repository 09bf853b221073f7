/** A tab of the browser for a page of another system, which gets no hold of ours. */

/** An empty one that is led to its address later; null when the browser does not let it open. */
export function openTab(): Window | null {
  const tab = window.open('', '_blank');
  if (tab) tab.opener = null;
  return tab;
}
