/** Names of roles in the reader's language. */
import { roleCodes, standardRoleNames } from '@bahu/contract/permissions.ts';
import type { TFunction } from 'i18next';

/** The name of a role: of a built-in one that the company has not renamed as the language has it, otherwise as it was written. */
export function roleName(t: TFunction, name: string): string {
  const code = roleCodes.find((one) => standardRoleNames[one] === name);
  return code ? t(`roles.standard.${code}`) : name;
}
