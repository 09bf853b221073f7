import { describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { maskNumbers } from './mask.ts';

describe('numbers in the audit log', () => {
  test('[U1] are masked in every field that holds one, however deep', () => {
    const value = {
      phone: '+8613900000042',
      user: { boundPhone: '13900000043', callerId: '+8675588880000', list: [{ number: '13900000044' }] },
      callerNumbers: 1,
    };
    expect(JSON.stringify(maskNumbers(value))).not.toMatch(/0000004|88880000/);
    expect(maskNumbers(value)).toMatchObject({ phone: '139****0042', callerNumbers: 1 });
  });

  test.each([
    ['客户 13900000042 要求回电', '客户 139****0042 要求回电'],
    ['139 0000 0042', /^139.*\*.*0042$/],
    ['+8613900000042', /\*.*0042$/],
    ['0755-88880001', /\*.*0001$/],
  ])('[U1] are masked inside the text %s', (text, shown) => {
    if (typeof shown === 'string') expect(maskNumbers(text)).toBe(shown);
    else expect(maskNumbers(text)).toMatch(shown);
  });

  test.each(['2026-11-22T08:00:00.000Z', '2026-11-22', '10.0.0.1', '192.168.100.200', '坐席 802', '锁定 3650 天'])(
    'leave %s as it is',
    (text) => {
      expect(maskNumbers(text)).toBe(text);
    },
  );

  test('leave ids and plain values as they are', () => {
    const value = { id: newId(), isEnabled: true, seconds: 3600, none: null, roleName: '主管' };
    expect(maskNumbers(value)).toEqual(value);
    expect(maskNumbers('01234567-1234-7123-8123-123456789012')).toBe('01234567-1234-7123-8123-123456789012');
  });
});
