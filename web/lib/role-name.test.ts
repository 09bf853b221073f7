import { roleCodes, standardRoleNames } from '@bahu/contract/permissions.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { i18n } from 'i18next';
import { startTexts } from '../text/i18n.ts';
import { roleName } from './role-name.ts';

describe('[U1] names of roles', () => {
  let [chinese, english]: i18n[] = [];
  beforeAll(async () => {
    [chinese, english] = [await startTexts('zh-CN'), await startTexts('en')];
  });

  it('are in the language of the reader for built-in roles', () => {
    expect(roleCodes.map((code) => roleName(english!.t, standardRoleNames[code]))).toEqual([
      'Agent',
      'Team leader',
      'Supervisor',
      'Inspector',
      'Administrator',
    ]);
    expect(roleCodes.map((code) => roleName(chinese!.t, standardRoleNames[code]))).toEqual([
      '坐席',
      '组长',
      '主管',
      '质检',
      '管理员',
    ]);
  });

  it('are as they were written for renamed ones and those of the company', () => {
    expect(roleName(english!.t, '回访专员')).toBe('回访专员');
  });
});
