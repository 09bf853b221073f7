/** Which operator is signed in. Below the gate there is always one. */
import { operatorRoutes, type OperatorMe } from '@bahu/contract/operator.ts';
import { createContext, useContext } from 'react';
import { useClient } from '../lib/services.tsx';

export const whoKey = ['operator'];

const WhoContext = createContext<OperatorMe | null>(null);
export const WhoProvider = WhoContext.Provider;

export function useWho(): OperatorMe {
  const who = useContext(WhoContext);
  if (!who) throw new Error('no operator is signed in here');
  return who;
}

export const useOperatorApi = () => useClient(operatorRoutes);
