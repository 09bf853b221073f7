import { numberErrorCodes } from '@bahu/domain/numbers/number.ts';
import { describe, expect, it } from 'vitest';
import { startTexts } from '../text/i18n.ts';
import { ApiError } from './api.ts';
import { failureText, fieldFailures } from './failure.ts';

const refused = (params: Record<string, string | number>, path?: string): ApiError =>
  new ApiError('phone.invalid-number', { params, ...(path !== undefined && { fields: [{ path, rule: 'phone' }] }) });

describe('a number that is refused', () => {
  it.each(['zh-CN', 'en'] as const)(
    '[A2.1] has a sentence of its own for every reason in %s, with nothing left to fill in',
    async (language) => {
      const { t } = await startTexts(language);
      const all = {
        character: '*',
        offered: '0755-26540502',
        missing: 1,
        extra: 1,
        area: '0755',
        country: '999',
        number: '1234',
        text: '99',
      };
      const sentences = numberErrorCodes.map((why) => failureText(t, refused({ why, ...all })));
      expect(new Set(sentences).size).toBe(numberErrorCodes.length);
      for (const sentence of sentences) expect(sentence).not.toMatch(/\{\{|numbers\.|^$/);
    },
  );

  it('[A2.1] [C2] says what is wrong at the field where it was written', async () => {
    const { t } = await startTexts('zh-CN');
    expect(fieldFailures(t, refused({ why: 'too-short', missing: 1 }, 'phone'))).toEqual({ phone: '号码少 1 位' });
    expect(fieldFailures(t, refused({ why: 'too-short-for-area', area: '0755', missing: 1 }, 'boundPhone'))).toEqual({
      boundPhone: '0755 的号码还少 1 位',
    });
    expect(fieldFailures(t, refused({ why: 'foreign-after-86' }))).toEqual({ phone: '86 后面不能再接其他国家的号码' });
  });

  it('[C2] names the cell of the line among the further numbers, and leaves the main number alone', async () => {
    const { t } = await startTexts('zh-CN');
    const taken = new ApiError('customer.phone-taken-by', {
      params: { name: '王建国' },
      fields: [{ path: 'numbers.1.phone', rule: 'taken' }],
    });
    expect(fieldFailures(t, taken)).toEqual({ 'numbers.1.phone': failureText(t, taken) });
    expect(fieldFailures(t, refused({ why: 'too-short', missing: 1 }, 'numbers.0.phone'))).toEqual({
      'numbers.0.phone': '号码少 1 位',
    });
    expect(fieldFailures(t, new ApiError('customer.phone-taken', {}))).toEqual({ phone: expect.any(String) as string });
  });

  it('[A2.1] is refused in general where the reason is not known', async () => {
    const { t } = await startTexts('en');
    expect(failureText(t, refused({ why: 'of-tomorrow' }))).toBe('Not a number that can be called');
    expect(failureText(t, refused({}))).toBe('Not a number that can be called');
  });
});

describe('a designed field that is refused', () => {
  it('[C6] has the sentence of its rule at its own name, whatever word its code is', async () => {
    const { t } = await startTexts('zh-CN');
    const fields = ['home-extension', 'loginName', 'work-phone', 'name'].map((key, index) => ({
      path: `fields.${key}`,
      rule: ['number', 'required', 'option', 'unknown'][index]!,
    }));
    expect(fieldFailures(t, new ApiError('input.invalid', { fields }))).toEqual({
      'fields.home-extension': '填写数字，整数最多 15 位，小数最多 6 位',
      'fields.loginName': '必填',
      'fields.work-phone': '所选的值已停用或不存在，请重新选择',
      'fields.name': '字段已停用，刷新后再试',
    });
  });
});

describe('what a slice refuses', () => {
  it('[U1] is said in its own words at the field that it names', async () => {
    const { t } = await startTexts('zh-CN');
    const refusal = new ApiError('people.out-of-reach', { fields: [{ path: 'userIds', rule: 'reach' }] });
    expect(fieldFailures(t, refusal)).toEqual({ userIds: '只能发给自己数据范围内的部门和人员' });
  });
});
