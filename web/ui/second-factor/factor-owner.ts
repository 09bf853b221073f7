/** Whose second factor it is: a user's of a tenant, or an operator's of the platform. Both are set up by the same pages. */
import type { BegunFactor, RecoveryCodes } from '@bahu/contract/session.ts';
import type { Static } from 'typebox';

export interface FactorOwner {
  /** As they sign in; stands in the file of their recovery codes. */
  account: string;
  start(password: string): Promise<Static<typeof BegunFactor>>;
  confirm(code: string): Promise<Static<typeof RecoveryCodes>>;
  remove(password: string, code: string): Promise<unknown>;
}
