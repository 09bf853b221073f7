import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedNumber, DemoCallError, variablesOf } from './demo-call-plan.ts';

const base = { did: '075500001234', caller: '13900005678' };

describe('the variables of a demo call', () => {
  it('hold nothing that a dialplan reads as more than a value, whatever is asked for', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('1,System(id)', '${SHELL(id)}', '1&PJSIP/2', '1)\nexten => x', '/tmp/$(id).sln', '../x.sln'),
    );
    fc.assert(
      fc.property(hostile, hostile, (keys, heard) => {
        try {
          const values = Object.values(variablesOf({ ...base, keys, heard }));
          expect(values.every((value) => /^[A-Za-z0-9_./*#-]*$/.test(value))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DemoCallError);
        }
      }),
    );
  });

  it.each([{ seconds: 0 }, { seconds: Number.NaN }, { keysAfterSeconds: -1 }, { tone: 9000 }])('refuse %j', (wrong) => {
    expect(() => variablesOf({ ...base, ...wrong })).toThrow(DemoCallError);
  });

  it.each(['', '12', 'sip:1@x', '1'.repeat(16), '075500001234;x', '１２３４'])('refuse the number %j', (number) => {
    expect(() => checkedNumber('did', number)).toThrow(DemoCallError);
  });

  it('choose tone before speech, and staying before goodbye', () => {
    expect(variablesOf({ ...base, tone: 1000 })['BAHU_MANNER']).toBe('tone');
    expect(variablesOf({ ...base, stays: true })['BAHU_MANNER']).toBe('stay');
    expect(variablesOf({ ...base, manner: 'echo', stays: true })['BAHU_MANNER']).toBe('echo');
    expect(variablesOf(base)['BAHU_MANNER']).toBe('talk');
  });
});
