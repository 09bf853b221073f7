/** The frame of every page: phone bar, rail, tabs, page. */
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { CatchBoundary, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallNotice } from '../../desk/call-notice/call-notice.tsx';
import { PhoneBar } from '../../desk/phone-bar/phone-bar.tsx';
import { PhoneNotice } from '../../desk/phone-notice.tsx';
import { Pop } from '../../desk/use-pop.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useIsHandheld } from '../../lib/layout.ts';
import { useMe } from '../../lib/session.tsx';
import { useTabs } from '../../lib/tabs-context.tsx';
import { tabBeside } from '../../lib/tabs.ts';
import { Skeleton } from '../../ui/list-state.tsx';
import { BrokenPage } from '../broken.tsx';
import { Banners } from './banners.tsx';
import { ManifestLink } from './manifest-link.tsx';
import { OwnMenu } from './own-menu.tsx';
import { PagePermit } from './page-permit.tsx';
import { Rail } from './rail.tsx';
import { WindowTitle } from './window-title.tsx';
import { TabRow } from './tab-row.tsx';
import './shell.css';

const TextAfterCall = lazy(async () => ({ default: (await import('../../desk/text-after-call.tsx')).TextAfterCall }));
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));

export function Shell() {
  const { t } = useTranslation();
  const isHandheld = useIsHandheld();
  const pathname = useLocation({ select: (location) => location.pathname });
  const asksAfterCalls = useMe().settings.textAfterCall === 'ask';
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  // Loaded with its first use; from then on it is closed and not gone, which gives the focus back.
  const [isHelpWanted, setIsHelpWanted] = useState(false);
  if (isHelpOpen && !isHelpWanted) setIsHelpWanted(true);
  useHotkey('?', () => setIsHelpOpen(true));
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('app.skipToContent')}
      </a>
      <PhoneBar menu={<OwnMenu onKeys={() => setIsHelpOpen(true)} />} />
      {!isHandheld && <Rail />}
      <TabRow />
      <TabKeys />
      <Pop />
      <main id="content" className="shell-main" tabIndex={-1}>
        <Banners />
        <div className="shell-page">
          <Suspense fallback={<Skeleton />}>
            <PagePermit>
              {/* Whatever becomes of a page, even as it goes: phone and call are not a part of it. */}
              <CatchBoundary getResetKey={() => pathname} errorComponent={BrokenPage}>
                <Outlet />
              </CatchBoundary>
            </PagePermit>
          </Suspense>
        </div>
      </main>
      <PhoneNotice />
      <WindowTitle />
      <CallNotice />
      <ManifestLink />
      {asksAfterCalls && (
        <Suspense fallback={null}>
          <TextAfterCall />
        </Suspense>
      )}
      {isHelpWanted && (
        <Suspense fallback={null}>
          <KeyHelp isOpen={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Apart from the shell, which would else be drawn anew with each address. */
function TabKeys() {
  const tabs = useTabs();
  useHotkey(fixedKeys.previousTab, () => tabs.show(tabBeside(tabs.all, tabs.current, -1).href));
  useHotkey(fixedKeys.reopenTab, tabs.reopen);
  useHotkey(fixedKeys.nextTab, () => tabs.show(tabBeside(tabs.all, tabs.current, 1).href));
  return null;
}
