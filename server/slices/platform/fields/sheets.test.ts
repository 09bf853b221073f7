import { describe, expect, test } from 'vitest';
import type { FieldRecord } from './store.ts';
import { agentWords, exportColumns } from './sheets.ts';

const field = (change: Partial<FieldRecord>): FieldRecord => ({
  uuid: '01900000-0000-7000-8000-000000000001',
  owner: 'customers',
  slot: null,
  isIndexed: false,
  version: 1,
  id: 'f1',
  key: 'phone-2',
  type: 'phone',
  labels: { zh: '备用电话', en: 'Second number' },
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  position: 0,
  width: 140,
  default: '',
  ...change,
});
const clock = { agents: agentWords([]), utcOffsetMinutes: 480 };
const shown = (masksNumbers: boolean, of: FieldRecord, value: unknown) =>
  exportColumns({ masksNumbers } as never, [of], clock)[`field.${of.key}`]?.show(
    { fields: { [of.id]: value } },
    { reader: { masksNumbers } as never, language: 'zh-CN', time: () => '' },
  );

describe('columns of designed fields in an export', () => {
  test('[C5] [C6] hold what the list shows, numbers masked for who may not see them', () => {
    expect(shown(false, field({}), '+8613900000042;12')).toBe('13900000042转12');
    expect(shown(true, field({}), '+8613900000042;12')).toBe('139****0042转12');
    expect(shown(false, field({ type: 'date-time' }), '2026-02-03T00:00:00Z')).toBe('2026-02-03 08:00:00');
    expect(shown(false, field({}), undefined)).toBe('');
  });

  test('[C6] are not there of fields that nobody sees', () => {
    for (const state of ['hidden', 'off'] as const) expect(shown(false, field({ state }), '1')).toBeUndefined();
  });
});
