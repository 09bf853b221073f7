/** Linked pages as tabs of a strip: what stands in it, and which of them a call has brought forward. */
import type { LinkedSubject } from '@bahu/contract/linked-page-paths.ts';
import type { LinkedPlace, PlacedPage } from '@bahu/contract/linked-pages.ts';
import { useEffect } from 'react';
import { useTopic } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { keptInTab } from '../../lib/storage.ts';
import { isFirstTime, opensForCall } from './opened-for-call.ts';
import { LinkedPage } from './linked-page.tsx';
import { useLinkedPages } from './use-linked-pages.ts';

interface Options {
  places: readonly LinkedPlace[];
  subject: LinkedSubject;
  /** Brings a tab of the strip forward. */
  show: (id: string) => void;
}

export function useLinkedTabs({ places, subject, show }: Options) {
  const pages = useLinkedPages(places);
  usePopped(pages, subject.callId ?? null, show);
  return {
    items: pages.map(({ id, name }) => ({ value: id, label: name })),
    /** The page that is shown when this is the chosen value. */
    shown: (value: string) => {
      const page = pages.find(({ id }) => id === value);
      return page && <LinkedPage key={page.id} page={page} subject={subject} />;
    },
  };
}

/** A call that pops brings its page forward once; what is opened in a tab of its own is opened by the phone bar. */
function usePopped(pages: readonly PlacedPage[], callId: string | null, show: (id: string) => void): void {
  const call = useTopic('desk')?.call ?? null;
  const { settings } = useMe();
  const page = settings.linkedPagesOpen === 'embedded' ? pages.find(({ opensOnPop }) => opensOnPop) : undefined;
  const isWanted = page !== undefined && call?.callId === callId && opensForCall(call, settings);
  useEffect(() => {
    if (isWanted && callId !== null && isFirstTime(keptInTab, callId)) show(page.id);
  });
}
