/** Nobody gets further without a session: asks who is signed in, shows the sign-in page, what has to be done first, or the application. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '@bahu/contract/session.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith } from '../lib/failure.ts';
import { queryKeys } from '../lib/records.ts';
import { MeProvider } from '../lib/session.tsx';
import { useApi } from '../lib/services.tsx';
import { withTexts } from '../text/i18n.ts';
import { Branded } from '../ui/branded.tsx';
import { Failure } from '../ui/list-state.tsx';

const loadSignIn = withTexts(['sign-in', 'session'], () => import('./sign-in/sign-in-page.tsx'));
const SignInPage = lazy(async () => ({ default: (await loadSignIn()).SignInPage }));
const loadDuty = withTexts(['session', 'sign-in'], () => import('../slices/people/session/duty-page.tsx'));
const DutyPage = lazy(async () => ({ default: (await loadDuty()).DutyPage }));
const loadSignedIn = withTexts(['desk', 'transfers'], () => import('./shell/signed-in.tsx'));
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

export function SessionGate() {
  const api = useApi();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const [isFresh, setIsFresh] = useState(false);
  // Wanted soon in either case, so it is fetched while the server is asked who is signed in, or while somebody types.
  useEffect(() => void loadSignedIn(), []);
  const me = useQuery({
    queryKey: queryKeys.me,
    staleTime: Infinity,
    queryFn: ({ signal }): Promise<Me | null> =>
      api.session.me({ signal }).catch((error: unknown) => {
        if (failedWith(error, 'session.required')) return null;
        throw error;
      }),
  });

  function enter(next: Me): void {
    setIsFresh(true);
    queries.setQueryData(queryKeys.me, next);
  }

  if (me.data) {
    const hasDuty = me.data.mustChangePassword || me.data.mustSetUpSecondFactor;
    return (
      <MeProvider value={me.data}>
        <Branded colour={me.data.branding.colour}>
          <Suspense fallback={null}>
            {hasDuty ? (
              <DutyPage onDone={() => void me.refetch()} />
            ) : (
              <SignedIn key={me.data.sessionId} isFreshSignIn={isFresh} />
            )}
          </Suspense>
        </Branded>
      </MeProvider>
    );
  }
  if (me.data === null)
    return (
      <Suspense fallback={null}>
        <SignInPage onSignedIn={enter} />
      </Suspense>
    );
  return me.isError ? <Failure what={t('app.name')} error={me.error} retry={() => void me.refetch()} /> : null;
}
