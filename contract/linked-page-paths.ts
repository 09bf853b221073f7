/** Where linked pages are opened: documents, which no route of the contract carries. */

/** What is known of whom the page is about. */
export interface LinkedSubject {
  readonly callId?: string | null;
  readonly customerId?: string | null;
}

function pathOf(id: string, last: 'frame' | 'go', { callId, customerId }: LinkedSubject): string {
  const query = new URLSearchParams({ ...(callId && { call: callId }), ...(customerId && { customer: customerId }) });
  return `/api/linked-pages/${id}/${last}${query.size > 0 ? `?${query.toString()}` : ''}`;
}

/** A document of our own that shows the page and can show nothing else. */
export const framePath = (id: string, subject: LinkedSubject): string => pathOf(id, 'frame', subject);
/** Leads to the page itself, for a tab of its own. */
export const goPath = (id: string, subject: LinkedSubject): string => pathOf(id, 'go', subject);
