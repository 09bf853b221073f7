/** Who is signed in. Below the session gate of app/ there is always somebody. */
import type { DataScope, Permission } from '@bahu/contract/permissions.ts';
import type { Me } from '@bahu/contract/session.ts';
import { createContext, useContext } from 'react';

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext.Provider;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody is signed in here');
  return me;
}

/** Whether to show something; what is allowed is decided by the server. */
export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);

/** Over which rows the reader holds a permission: its own scope where their role gives it one, else the role's, as the server asks. */
export function useScopeOf(permission: Permission): DataScope {
  const me = useMe();
  return me.scopes.find((one) => one.permission === permission)?.scope ?? me.scope;
}

/** Whether to show what changes something where no permission of its own decides, or one that also opens its page: a company that has expired or was suspended only reads. */
export const useMayChange = (): boolean => useMe().tenant.status === 'active';

/** Whether to show the way to make what lets data out of the company: a key, an address for notices. Nobody leaves one behind who is here for support. */
export function useMayAdd(): boolean {
  const mayChange = useMayChange();
  return useMe().support === null && mayChange;
}
