import { expect, test } from 'vitest';
import {
  departmentsIn,
  holdsDepartment,
  isInRange,
  ownRange,
  rangeOf,
  wholeTenant,
  type OwnershipRule,
  type Reader,
} from './range.ts';

const reader: Reader = {
  scope: 'department',
  scopes: { 'customer.import': 'own', 'customer.export': 'all' },
  userId: 'me',
  departmentId: 'mine',
  departmentIds: ['mine', 'below'],
};
const ranges = { own: ownRange(reader), department: rangeOf(reader, 'customer.read'), all: wholeTenant(reader) };
const plain: OwnershipRule = {};
const pooled: OwnershipRule = { hasPool: true };

test.each<[whose: string, ownerId: string | null, departmentId: string | null, ...found: (0 | 1)[]]>([
  //                                    own dep all | with a pool: own dep all
  ['my own, in my department', 'me', 'mine', 1, 1, 1, 1, 1, 1],
  ['my own, in another department', 'me', 'other', 1, 1, 1, 1, 1, 1],
  ['my own, in none', 'me', null, 1, 1, 1, 1, 1, 1],
  ['a colleague’s, in my department', 'they', 'mine', 0, 1, 1, 0, 1, 1],
  ['a colleague’s, below my department', 'they', 'below', 0, 1, 1, 0, 1, 1],
  ['somebody’s, in another department', 'they', 'other', 0, 0, 1, 0, 0, 1],
  ['somebody’s, in none', 'they', null, 0, 0, 1, 0, 0, 1],
  ['nobody’s, in my department', null, 'mine', 0, 1, 1, 1, 1, 1],
  ['nobody’s, in another department', null, 'other', 0, 0, 1, 1, 1, 1],
  ['nobody’s, in none', null, null, 0, 0, 1, 1, 1, 1],
])('[U1] the record that is %s is reached as the table says', (_whose, ownerId, departmentId, ...expected) => {
  const record = { ownerIds: [ownerId], departmentIds: [departmentId] };
  const found = [plain, pooled].flatMap((rule) =>
    (['own', 'department', 'all'] as const).map((scope) => Number(isInRange(rule, ranges[scope], record))),
  );
  expect(found).toEqual(expected);
});

test('[U1] a permission with a scope of its own reaches as far as that, whatever the scope of the role is', () => {
  expect(rangeOf(reader, 'customer.import')).toEqual(ranges.own);
  expect(rangeOf(reader, 'customer.export')).toEqual(ranges.all);
  expect(rangeOf(reader, 'audit.read')).toEqual(ranges.department);
});

test('[U1] what is done under several permissions reaches as far as the narrowest of them', () => {
  expect(rangeOf(reader, 'customer.export', 'customer.edit')).toEqual(ranges.department);
  expect(rangeOf(reader, 'customer.export', 'customer.edit', 'customer.import')).toEqual(ranges.own);
});

test.each<[string | null, ...(0 | 1)[]]>([
  ['mine', 1, 1, 1],
  ['below', 0, 1, 1],
  ['other', 0, 0, 1],
  [null, 0, 0, 1],
])('[U1] [U3] the department %s is in reach as the table says', (id, ...expected) => {
  expect([ranges.own, ranges.department, ranges.all].map((range) => Number(holdsDepartment(range, id)))).toEqual(
    expected,
  );
});

test('[U1] [U3] whoever belongs to no department reaches none by their own scope', () => {
  const nowhere = { ...reader, departmentId: null, departmentIds: [] };
  expect(departmentsIn(rangeOf(nowhere, 'customer.read'))).toEqual([]);
  expect(departmentsIn(ownRange(reader))).toEqual(['mine']);
  expect(departmentsIn(wholeTenant(nowhere))).toBeNull();
});
