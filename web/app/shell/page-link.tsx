/** Links to pages of the menu: the product's, and those of other systems. */
import type { ReactNode } from 'react';
import { useTabs } from '../../lib/tabs-context.tsx';
import type { WebPage } from '../../lib/web-slice.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { useLinkedPages } from '../../ui/linked-page/use-linked-pages.ts';

export type RailPage = Pick<WebPage, 'path' | 'name'>;

/** Pages of other systems that stand in the menu. */
export const useLinkedLinks = (): RailPage[] =>
  useLinkedPages(['menu']).map(({ id, name }) => ({ path: `/linked/${id}`, name: { zh: name, en: name } }));

interface LinkProps {
  page: RailPage;
  className: string;
  isCurrent: boolean;
  onClick?: () => void;
  children: ReactNode;
}

/** Goes back to where the page's tab was left. */
export function PageLink({ page, className, isCurrent, onClick, children }: LinkProps) {
  const { all } = useTabs();
  const open = all.find((tab) => tab.path === page.path);
  return (
    <AppLink
      to={open?.href ?? page.path}
      className={className}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onClick}
    >
      {children}
    </AppLink>
  );
}
