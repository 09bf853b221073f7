import { expect, test } from 'vitest';
import { Refusal } from '../../../kernel/errors.ts';
import { uncontested } from './uncontested.ts';

const failing = (failures: number, error: unknown) => {
  let tries = 0;
  const work = async (): Promise<number> => {
    tries++;
    if (tries <= failures) throw error;
    return tries;
  };
  return { work, tries: () => tries };
};
const deadlock = { code: '40P01' };
const lockTimeout = { code: '55P03' };

test.each([
  ['two that wait for each other', deadlock, 2, 3],
  ['a lock that is not given in time', lockTimeout, 2, 3],
  ['as often as it may', lockTimeout, 3, null],
  ['not what stays so', { code: '23505' }, 1, null],
  ['not a refusal', new Refusal('forbidden'), 1, null],
])('[C3] [C7] what others hold is tried again: %s', async (_, error, failures, tries) => {
  const { work, tries: count } = failing(failures, error);
  if (tries === null) await expect(uncontested(3, work)).rejects.toBe(error);
  else expect(await uncontested(3, work)).toBe(tries);
  expect(count()).toBe(tries ?? failures);
});
