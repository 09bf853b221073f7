/** Makes everything once and starts it. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createClock } from '../lib/clock.ts';
import { failedWith } from '../lib/failure.ts';
import { createInstallOffer } from '../lib/install-offer.ts';
import { createLinkedNumber, linksOf } from '../lib/linked-number.ts';
import { PreferencesProvider, readPreferences } from '../lib/preferences.tsx';
import { createRealtime } from '../lib/realtime.ts';
import { applyChange, queryKeys } from '../lib/records.ts';
import { createApi, ServicesProvider } from '../lib/services.tsx';
import { webSlices } from '../slices/index.ts';
import { loadRefusal, startTexts } from '../text/i18n.ts';
import { ThemeProvider } from '../ui/theme-provider.tsx';
import { ToastsProvider } from '../ui/toasts.tsx';
import { ZeroQuestionProvider } from '../ui/zero-question.tsx';
import { LanguageFollower } from './language-follower.tsx';
import { alsoShown } from './pages.ts';
import { createAppRouter } from './router.tsx';
import '../ui/base.css';

const installOffer = createInstallOffer(window);
const linkedNumber = createLinkedNumber(linksOf(window));
const preferences = readPreferences();
const clock = createClock();
const wire = {
  fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
  onDate: clock.noteServerDate,
  onRefusal: loadRefusal,
};
const api = createApi(wire);

/** The session ended under us: the gate shows the sign-in page, and drafts wait for the next one. */
const noteEnd = (error: unknown): void => {
  if (failedWith(error, 'session.required')) queries.setQueryData(queryKeys.me, null);
};
const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteEnd }),
  mutationCache: new MutationCache({ onError: noteEnd }),
  defaultOptions: {
    queries: {
      staleTime: 0,
      // Without a network what is asked fails at once and says so, instead of being kept and done by itself later.
      networkMode: 'always',
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failedWith(error, 'service.unavailable') && failures < 2,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
const realtime = createRealtime({
  connect: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/realtime`),
  onRecord: (change) => applyChange(queries, change, alsoShown),
  onMissed: () => void queries.invalidateQueries(),
  onBye: () => void queries.invalidateQueries({ queryKey: queryKeys.me }),
});

void startTexts(preferences.language, ['common', 'app', 'ui']).then((texts) => {
  createRoot(document.getElementById('root')!).render(
    <I18nextProvider i18n={texts}>
      <PreferencesProvider initial={preferences}>
        <LanguageFollower />
        <ThemeProvider>
          <ServicesProvider
            value={{ api, wire, realtime, clock, memory: new Map(), slices: webSlices, installOffer, linkedNumber }}
          >
            <QueryClientProvider client={queries}>
              <ToastsProvider>
                <ZeroQuestionProvider>
                  <RouterProvider router={createAppRouter()} />
                </ZeroQuestionProvider>
              </ToastsProvider>
            </QueryClientProvider>
          </ServicesProvider>
        </ThemeProvider>
      </PreferencesProvider>
    </I18nextProvider>,
  );
});
