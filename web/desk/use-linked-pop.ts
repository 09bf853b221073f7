/** A call that comes forward opens its linked page in a tab of its own, for those who have chosen so: once, whichever of their windows is first. */
import { goPath } from '@bahu/contract/linked-page-paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../lib/services.tsx';
import { useMe } from '../lib/session.tsx';
import { keptForGood } from '../lib/storage.ts';
import { openTab } from '../ui/linked-page/open-tab.ts';
import { isFirstTime, opensForCall } from '../ui/linked-page/opened-for-call.ts';
import { useLinkedPages } from '../ui/linked-page/use-linked-pages.ts';
import { useToasts } from '../ui/toasts.tsx';
import { comesForward } from './call-view.ts';

export function useLinkedPop(): void {
  const { t } = useTranslation();
  const call = useTopic('desk')?.call ?? null;
  const { settings } = useMe();
  const toasts = useToasts();
  const pages = useLinkedPages(['customer', 'pop']);
  const page = settings.linkedPagesOpen === 'new-tab' ? pages.find(({ opensOnPop }) => opensOnPop) : undefined;
  useEffect(() => {
    if (!page || !call || !opensForCall(call, settings) || !comesForward(call)) return;
    if (!isFirstTime(keptForGood, call.callId)) return;
    const address = goPath(page.id, call);
    const open = (): boolean => {
      const tab = openTab();
      tab?.location.replace(address);
      return tab !== null;
    };
    // Without a click just before, browsers ask whether they may.
    if (!open())
      toasts.asks(t('phone.linked.blocked', { name: page.name }), [
        { label: t('phone.linked.open'), run: () => void open() },
      ]);
  });
}
