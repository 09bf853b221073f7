/** Where a record of the log is shown. */
const pages: Readonly<Record<string, string>> = {
  call: '/calls',
  user: '/users',
  role: '/roles',
  department: '/departments',
  'agent-group': '/agent-groups',
  'caller-id': '/caller-ids',
};

/** Path and query of the page that shows a record; null when there is none. */
export function pathOf(recordType: string, recordId: string | null): string | null {
  if (recordId === null) return null;
  if (recordType === 'customer') return `/customers/${recordId}`;
  const page = pages[recordType];
  return page ? `${page}?open=${recordId}` : null;
}
