/** What the address of the users' page may carry. */
import { roleCodes } from '@bahu/contract/permissions.ts';

export interface UsersSearch {
  search?: string;
  role?: (typeof roleCodes)[number];
  /** The user in the editor, or `new`. */
  open?: string;
}

export function readUsersSearch({ search, role, open }: Record<string, unknown>): UsersSearch {
  const knownRole = roleCodes.find((code) => code === role);
  const isText = (typeof search === 'string' || typeof search === 'number') && String(search) !== '';
  return {
    ...(isText ? { search: String(search).slice(0, 64) } : {}),
    ...(knownRole ? { role: knownRole } : {}),
    ...(typeof open === 'string' && (open === 'new' || /^[0-9a-f-]{36}$/.test(open)) ? { open } : {}),
  };
}
