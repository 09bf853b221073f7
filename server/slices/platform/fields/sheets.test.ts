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

  test('[C5] [C6] name the agent, and say of one who was deleted that they are gone', () => {
    const [there, gone] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
    const agents = agentWords([{ id: there, extension: '801', name: '林晓雯' }]);
    const keeper = field({ type: 'agent' });
    const column = exportColumns({ masksNumbers: false } as never, [keeper], { ...clock, agents })['field.phone-2']!;
    const said = (agent: string, language: 'zh-CN' | 'en') =>
      column.show(
        { fields: { [keeper.id]: { agent } } },
        { reader: { masksNumbers: false } as never, language, time: () => '' },
      );
    expect([said(there, 'zh-CN'), said(gone, 'zh-CN'), said(gone, 'en')]).toEqual([
      '林晓雯',
      '已删除的坐席',
      'A former agent',
    ]);
  });

  test('[C6] are not there of fields that nobody sees', () => {
    for (const state of ['hidden', 'off'] as const) expect(shown(false, field({ state }), '1')).toBeUndefined();
  });
});
