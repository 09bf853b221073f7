import { describe, expect, it } from 'vitest';
import { differences } from './drafts.ts';

describe('what a draft changes', () => {
  it('is what differs from the saved values', () => {
    expect(
      differences({ name: '陈', company: '', stage: 'lead' }, { name: '陈', company: '青禾', stage: 'won' }),
    ).toEqual({
      company: '青禾',
      stage: 'won',
    });
  });

  it('is nothing after typing and deleting, or when a value is missing', () => {
    const typed: { name?: string } = { name: '陈' };
    expect(differences({ name: '陈' }, typed)).toEqual({});
    expect(differences({ name: '陈' }, {})).toEqual({});
  });

  it('counts an emptied field', () => {
    expect(differences({ note: '常客' }, { note: '' })).toEqual({ note: '' });
  });

  it('compares lists by what they hold', () => {
    expect(differences({ groupIds: ['a', 'b'], notes: [''] }, { groupIds: ['a', 'b'], notes: ['x'] })).toEqual({
      notes: ['x'],
    });
    expect(differences<{ parentId: string | null }>({ parentId: 'a' }, { parentId: null })).toEqual({ parentId: null });
  });
});
