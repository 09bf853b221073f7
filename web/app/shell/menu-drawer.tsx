/** All pages of the main menu under one another, as large as a thumb; a group is a heading here. */
import { Drawer } from 'antd';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { useCurrentPath } from '../../lib/tabs-context.tsx';
import { nameOf, type RailGroupName } from '../../lib/web-slice.ts';
import { pageOf, railOf } from '../pages.ts';
import { PageLink, useLinkedLinks, type RailPage } from './page-link.tsx';

export function MenuDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { permissions, tenant } = useMe();
  const linked = useLinkedLinks();
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      placement="left"
      size={300}
      title={tenant.name}
      styles={{ header: { padding: '8px 12px' }, body: { padding: 0 } }}
    >
      <nav className="drawer-links" aria-label={t('app.rail')}>
        {railOf(permissions).map(({ key, group, icon, pages }) => (
          <Links key={key} group={group} icon={icon} pages={pages} onClick={onClose} />
        ))}
        {linked.length > 0 && <Links group="linked" pages={linked} onClick={onClose} />}
      </nav>
    </Drawer>
  );
}

interface LinksProps {
  group: RailGroupName | null;
  /** Of a page that stands alone. */
  icon?: LucideIcon;
  pages: readonly RailPage[];
  onClick: () => void;
}

function Links({ group, icon: Icon, pages, onClick }: LinksProps) {
  const { t, i18n } = useTranslation();
  const current = useCurrentPath();
  const active = pageOf(current)?.path;
  return (
    <>
      {group && <h2>{t(`app.groups.${group}`)}</h2>}
      {pages.map((page) => (
        <PageLink
          key={page.path}
          page={page}
          className="drawer-link"
          isCurrent={page.path === active || page.path === current}
          onClick={onClick}
        >
          {!group && Icon && <Icon size={20} strokeWidth={1.6} aria-hidden />}
          <span className="cut">{nameOf(page, i18n.language)}</span>
        </PageLink>
      ))}
    </>
  );
}
