/** The window's title: the call while one is on, else the page that is shown, so that windows and the browser's history can be told apart. */
import { useTabs } from '../../lib/tabs-context.tsx';
import { CallAnnouncer } from '../../desk/call-announcer.tsx';
import { usePageTitle } from './use-page-title.ts';

export function WindowTitle() {
  const { all, current } = useTabs();
  const shown = all.find(({ path }) => path === current) ?? { path: current, title: null };
  return <CallAnnouncer page={usePageTitle(shown)} />;
}
