import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { Id, Time } from '@bahu/contract/page.ts';
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

const checkId = checker(Type.Object({ id: Id }), 'body');
const given = '0199e5b2-8c00-7abc-8def-00000000000a';

test('[A2] an id is taken as it was given out, and in no other writing: two of one could pass for two', () => {
  expect(checkId({ id: given })).toEqual({ id: given });
  for (const id of [given.toUpperCase(), given.replaceAll('-', ''), `{${given}}`, `${given} `, ''])
    expect(() => checkId({ id }), id).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path: 'id', rule: 'format' })] }),
    );
});

const Kept = Type.Object({ id: Type.String() }, { additionalProperties: false });
const New = Type.Object(
  { phone: Type.String({ minLength: 3 }), label: Type.Optional(Type.String({ maxLength: 2 })) },
  { additionalProperties: false },
);
const checkUnions = checker(
  Type.Object({ list: Type.Array(Type.Union([Kept, New])), one: Type.Union([New, Type.Null()]) }),
  'body',
);
test.each<[string, unknown, string[]]>([
  ['what a new one lacks', { list: [{ phone: '139', label: 'abc' }], one: null }, ['list.0.label maxLength']],
  ['each by its own', { list: [{ id: 1 }, { phone: '1' }], one: null }, ['list.0.id type', 'list.1.phone minLength']],
  [
    'what may be nothing',
    { list: [], one: { phone: '1', label: 'abc' } },
    ['one.phone minLength', 'one.label maxLength'],
  ],
])('[A2] of a union the errors are of the branch that was meant: %s', (_what, body, said) => {
  expect(() => checkUnions(body)).toThrow(
    expect.objectContaining({
      fields: said.map((one) => expect.objectContaining({ path: one.split(' ')[0], rule: one.split(' ')[1] })),
    }),
  );
});
