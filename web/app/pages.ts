/** The menu, read from what the slices say of their pages: what exists, where it stands, who may see it. */
import type { Permission } from '@bahu/contract/permissions.ts';
import { Settings, UserCog, type LucideIcon } from 'lucide-react';
import type { AlsoShown } from '../lib/records.ts';
import { isAt, type MenuGroup, type WebPage } from '../lib/web-slice.ts';
import { webSlices } from '../slices/index.ts';

/** Entries of the rail that hold pages of their own in a flyout; their texts are `app.groups.<group>`. */
const groups: Readonly<Record<MenuGroup, { icon: LucideIcon; place: number }>> = {
  people: { icon: UserCog, place: 80 },
  system: { icon: Settings, place: 90 },
};

export const pages: readonly WebPage[] = webSlices.flatMap((slice) => slice.pages ?? []);

/** Queries that show a record of another kind than their own. */
export const alsoShown: AlsoShown = (type) => webSlices.flatMap((slice) => slice.alsoShows?.[type] ?? []);

/** The page at an address. */
export const pageAt = (address: string): WebPage | undefined => pages.find((page) => isAt(page, address));

/** The page at an address that is shown alone. */
export function barePageAt(address: string): WebPage | undefined {
  const page = pageAt(address);
  return page?.isBare ? page : undefined;
}

/** The page of the menu that an address belongs to: /customers/1 belongs to /customers. */
export function pageOf(address: string): WebPage | undefined {
  const at = pageAt(address);
  const menuPath = at?.under ?? address;
  return (
    pages.find(({ path }) => path === menuPath) ??
    pages.find(({ path }) => path !== '/' && menuPath.startsWith(`${path}/`)) ??
    at
  );
}

export const mayOpen = ({ permission }: WebPage, permissions: readonly Permission[]): boolean =>
  permission === undefined || permissions.includes(permission);

export interface RailEntry {
  readonly key: string;
  /** What it is called when it holds several pages; else it is its page. */
  readonly group: MenuGroup | null;
  readonly icon: LucideIcon;
  readonly pages: readonly WebPage[];
}

/** The rail of somebody with these permissions: pages and groups by their places, groups without a page left out. */
export function railOf(permissions: readonly Permission[]): RailEntry[] {
  const open = pages.filter((page) => page.menu && mayOpen(page, permissions));
  const alone = open.flatMap((page) =>
    page.menu && 'icon' in page.menu
      ? [{ key: page.path, group: null, icon: page.menu.icon, place: page.menu.place, pages: [page] }]
      : [],
  );
  const grouped = Object.entries(groups).map(([key, group]) => ({
    key,
    ...group,
    group: key as MenuGroup,
    pages: open
      .filter(({ menu }) => menu && 'group' in menu && menu.group === key)
      .toSorted((a, b) => a.menu!.place - b.menu!.place),
  }));
  return [...alone, ...grouped.filter((group) => group.pages.length > 0)].toSorted((a, b) => a.place - b.place);
}
