/** The platform's operation: an application of its own beside the tenants', with its own session, its own cache, and no phone. */
import {
  MutationCache,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { OperatorMe } from '@bahu/contract/operator.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith } from '../lib/failure.ts';
import { TabsProvider } from '../lib/tabs-context.tsx';
import { Failure } from '../ui/list-state.tsx';
import { OperatorShell } from './operator-shell.tsx';
import { PasswordPage } from './password-page.tsx';
import { OperatorSignIn } from './sign-in-page.tsx';
import { useOperatorApi, whoKey, WhoProvider } from './who.tsx';

/** Nothing that an operator has seen is left for the tenants' application in the same window, and the other way round. */
function createQueries(): QueryClient {
  const noteEnd = (error: unknown): void => {
    if (failedWith(error, 'session.required')) queries.setQueryData(whoKey, null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: noteEnd }),
    mutationCache: new MutationCache({ onError: noteEnd }),
    defaultOptions: { queries: { refetchOnWindowFocus: false, retry: false }, mutations: { retry: false } },
  });
  return queries;
}

export function OperatorApp() {
  const [queries] = useState(createQueries);
  return (
    <QueryClientProvider client={queries}>
      <OperatorGate />
    </QueryClientProvider>
  );
}

function OperatorGate() {
  const api = useOperatorApi();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const who = useQuery({
    queryKey: whoKey,
    staleTime: Infinity,
    queryFn: ({ signal }): Promise<OperatorMe | null> =>
      api.me({ signal }).catch((error: unknown) => {
        if (failedWith(error, 'session.required')) return null;
        throw error;
      }),
  });
  const enter = (next: OperatorMe) => queries.setQueryData(whoKey, next);
  if (who.data === null) return <OperatorSignIn onSignedIn={enter} />;
  if (!who.data)
    return who.isError ? (
      <Failure what={t('operator.title')} error={who.error} retry={() => void who.refetch()} />
    ) : null;
  if (who.data.operator.mustChangePassword) return <PasswordPage onDone={() => void who.refetch()} />;
  return (
    <WhoProvider value={who.data}>
      <TabsProvider userId="operator">
        <OperatorShell />
      </TabsProvider>
    </WhoProvider>
  );
}
