import { expect, it } from 'vitest';
import { newUserOf, startOf } from './user-form.ts';

it('[U2] the form for a new agent begins without the right to call abroad, and sends it so', () => {
  const values = { ...startOf('role'), extension: '820' };
  expect(newUserOf(values)).toMatchObject({ extension: '820', mayCallDomestic: true, mayCallInternational: false });
});
