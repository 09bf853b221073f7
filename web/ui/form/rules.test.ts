import { NewUser, UserChange } from '@bahu/contract/users.ts';
import { describe, expect, it } from 'vitest';
import { breachOf, rulesOf } from './rules.ts';

describe('[U2] limits of a form', () => {
  it('come from the contract: length, pattern, numbers, lists', () => {
    expect(rulesOf(NewUser, 'name')).toMatchObject({ isRequired: true, minLength: 1, maxLength: 64 });
    expect(rulesOf(NewUser, 'extension')).toMatchObject({ isRequired: true, pattern: '^[4-8][0-9]{2}$' });
    expect(rulesOf(UserChange, 'wrapUpSeconds')).toMatchObject({ isRequired: true, isWhole: true, minimum: 0, maximum: 3600 });
    expect(rulesOf(UserChange, 'staffingWeight')).toMatchObject({ isWhole: false, maximum: 10 });
    expect(rulesOf(UserChange, 'notes')).toMatchObject({ maxItems: 5, itemLength: 200 });
  });

  it('know what may be empty or none', () => {
    expect(rulesOf(UserChange, 'loginName')).toMatchObject({ isNullable: true, isRequired: false, pattern: '^[A-Za-z][A-Za-z0-9._-]{1,31}$' });
    expect(rulesOf(UserChange, 'shortNumber').isRequired).toBe(false);
    expect(rulesOf(UserChange, 'unheard')).toEqual({ isRequired: false, isNullable: false, isWhole: false });
  });

  it('name the rule that a value breaks', () => {
    const breach = (name: string, value: unknown) => breachOf(rulesOf(NewUser, name), value);
    expect([breach('name', ''), breach('name', '  '), breach('name', '林')]).toEqual([{ rule: 'required' }, { rule: 'required' }, null]);
    expect(breach('name', '林'.repeat(65))).toEqual({ rule: 'maxLength', limit: 64 });
    expect([breach('extension', '399'), breach('extension', '400')]).toEqual([{ rule: 'pattern' }, null]);
    expect([breach('loginName', null), breach('loginName', ''), breach('loginName', '1a')]).toEqual([null, null, { rule: 'pattern' }]);
    expect([breach('lockDays', -1), breach('lockDays', 4000), breach('lockDays', null)]).toEqual([
      { rule: 'minimum', limit: 0 },
      { rule: 'maximum', limit: 3650 },
      { rule: 'required' },
    ]);
    expect(breach('notes', ['', 'x'.repeat(201)])).toEqual({ rule: 'maxLength', limit: 200 });
    expect(breach('isEnabled', false)).toBeNull();
  });
});
