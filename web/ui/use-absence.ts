/** Why there are no live values: skeletons are for what is about to come, not for a service that is away. */
import type { Topic } from '@bahu/contract/realtime.ts';
import { useLink, useTopic } from '../lib/services.tsx';
import { useDelayed } from './list-state.tsx';

/** A server with telephony answers a subscription at once; after so long it has none, or cannot be reached. */
const answersWithinMs = 2000;

/** `lost`: the server cannot be reached. `away`: it can, but nobody there runs the telephone service. Null while there is a value or one may come. */
export function useAbsence(topic: Exclude<Topic, 'records'>): 'lost' | 'away' | null {
  const isMissing = useTopic(topic) === null;
  const link = useLink();
  const isLate = useDelayed(isMissing, answersWithinMs);
  if (!isLate) return null;
  return link === 'open' ? 'away' : 'lost';
}
