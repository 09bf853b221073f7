/** Who is signed in. Below the session gate of app/ there is always somebody. */
import type { Permission } from '@bahu/contract/permissions.ts';
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
