/** Everything behind the sign-in: realtime, phone, tabs, shell. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PhoneProvider } from '../../desk/phone/phone-context.tsx';
import { queryKeys } from '../../lib/records.ts';
import { useMe } from '../../lib/session.tsx';
import { useServices } from '../../lib/services.tsx';
import { TabsProvider } from '../../lib/tabs-context.tsx';
import { barePageAt } from '../pages.ts';
import { Bare } from './bare.tsx';
import { Shell } from './shell.tsx';

export function SignedIn({ isFreshSignIn }: { isFreshSignIn: boolean }) {
  const { userId } = useMe();
  const bare = useLocation({ select: ({ pathname }) => barePageAt(pathname) });
  useRealtimeWhileSignedIn();
  if (bare) return <Bare page={bare} />;
  return (
    <PhoneProvider isFreshSignIn={isFreshSignIn}>
      <TabsProvider userId={userId}>
        <Shell />
      </TabsProvider>
    </PhoneProvider>
  );
}

/** How often to ask whether the session still holds while the link is down: a refused link looks like a dead network. */
const askAgainMs = 8000;

/** The link belongs to the session; nothing of it is left to whoever signs in next. */
function useRealtimeWhileSignedIn(): void {
  const { realtime, memory } = useServices();
  const queries = useQueryClient();
  useEffect(() => {
    const leave = realtime.watch('records', () => {});
    realtime.start();
    const asking = setInterval(() => {
      if (realtime.link() === 'lost') void queries.invalidateQueries({ queryKey: queryKeys.me });
    }, askAgainMs);
    return () => {
      clearInterval(asking);
      leave();
      realtime.stop();
      memory.clear();
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    };
  }, [memory, queries, realtime]);
}
