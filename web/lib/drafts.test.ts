import { describe, expect, it } from 'vitest';
import { changed, differences } from './drafts.ts';

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

describe('a draft after a change', () => {
  const saved = { service: 'consult', state: 'processing', content: '' };

  it('[U2] is none while what is chosen is what it was', () => {
    expect(changed(saved, {}, { service: 'consult' })).toEqual({});
    expect(changed(saved, {}, { state: 'processing', content: '' })).toEqual({});
  });

  it('[U2] is none any more when everything is as saved again, and keeps the rest', () => {
    expect(changed(saved, { content: '回电' }, { content: '' })).toEqual({});
    const typed: Partial<typeof saved> = { content: '回电', state: 'done' };
    expect(changed(saved, typed, { state: 'processing' })).toEqual({ content: '回电' });
  });
});
