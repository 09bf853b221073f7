import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './passwords.ts';

test('[A1.1] a password is kept as argon2id of 19 MiB and two passes, salted, and only itself fits', async () => {
  const [one, other] = [await hashPassword('right-horse-7'), await hashPassword('right-horse-7')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect([await isPassword(one, 'right-horse-7'), await isPassword(one, 'right-horse-8')]).toEqual([true, false]);
});
