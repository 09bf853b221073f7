/** What a list can be filtered by. */
import type { ReactNode } from 'react';

export interface Choice {
  value: string | boolean;
  label: string;
  /** Other words to find it by, e.g. an extension. */
  note?: string;
}

interface Common<K> {
  /** Its name in the address. */
  key: K;
  label: string;
  /** Shown without being asked for by 加条件. */
  isAlways?: boolean;
}
export type Filter<K extends string = string> =
  | (Common<K> & { kind: 'text'; placeholder?: string; /** Reported only when it fits. */ pattern?: RegExp })
  | (Common<K> & { kind: 'choice'; options: readonly Choice[] })
  /** Choices that are fetched once the filter is on the page. */
  | (Common<K> & { kind: 'choice'; load: { queryKey: readonly unknown[]; queryFn: (signal: AbortSignal) => Promise<readonly Choice[]> } })
  | (Common<K> & { kind: 'time' })
  /** Something of the page's own. */
  | (Common<K> & { kind: 'custom'; control: ReactNode });
