import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { Time } from '@bahu/contract/page.ts';
import { checker } from './validation.ts';

const check = checker(Type.Object({ at: Time }), 'body');

test.each(['2026-11-29T08:00:00Z', '2026-11-29T08:00:00.123+08:00', '9999-12-31T23:59:59Z'])(
  '[A2] the moment %s is taken as it is',
  (at) => {
    expect(check({ at })).toEqual({ at });
  },
);

test.each(['2026-06-30T23:59:60Z', '9999-12-31T23:59:60Z', '9999-12-31T23:59:59-12:00', '2026-13-01T00:00:00Z', ''])(
  '[A2] %s, which cannot be stored and shown again as a moment, is refused at its field',
  (at) => {
    expect(() => check({ at })).toThrow(
      expect.objectContaining({ code: 'input.invalid', fields: [expect.objectContaining({ path: 'at' })] }),
    );
  },
);
