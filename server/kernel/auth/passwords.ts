/** Passwords are kept as argon2id hashes (19 MiB, 2 passes: the first choice of the OWASP password storage sheet; about 80 ms of a core). */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** What a hash costs to make: KiB of memory and passes over it. */
export interface PasswordCost {
  memoryCost: number;
  timeCost: number;
}

/** The library's standard algorithm is argon2id. */
let cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Sets what new hashes cost from now on; for tests that make thousands. A hash carries its own cost, so old ones stay valid. */
export function setPasswordCost(wanted: PasswordCost): void {
  cost = { ...cost, ...wanted };
}

/** The hash to store for a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Whether a password belongs to a stored hash. */
export const isPassword = (stored: string, password: string): Promise<boolean> => verify(stored, password);

/** A hash of nothing that anybody knows, made once for each cost. */
let nobodys: { of: typeof cost; hash: Promise<string> } | null = null;

/** Does what `isPassword` does and is always false: an unknown account must not answer sooner than a wrong password. */
export async function refuseSlowly(password: string): Promise<false> {
  if (nobodys?.of !== cost) nobodys = { of: cost, hash: hash(randomBytes(32), cost) };
  await verify(await nobodys.hash, password);
  return false;
}
