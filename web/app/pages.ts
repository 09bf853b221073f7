/** The pages of the menu: what exists, who may see it. A new page is one line here. */
import type { Permission } from '@bahu/contract/permissions.ts';
import { BarChart3, Headset, Settings, UserCog, Users, type LucideIcon } from 'lucide-react';
import type { Texts } from '../text/texts.ts';

type Name = keyof Texts['app']['pages'];

/** Entries of the rail that hold pages of their own in a flyout. */
export const groups = {
  people: { name: 'people', icon: UserCog },
  system: { name: 'system', icon: Settings },
} as const satisfies Record<string, { name: Name; icon: LucideIcon }>;

export interface Page {
  readonly path: string;
  /** Its text is `app.pages.<name>`; the search finds it by that and its initials. */
  readonly name: Name;
  /** Anybody signed in when absent. */
  readonly permission?: Permission;
  /** In the rail by itself with this icon, or in the flyout of a group. A page with neither is opened from elsewhere. */
  readonly icon?: LucideIcon;
  readonly group?: keyof typeof groups;
}

export const pages: readonly Page[] = [
  { path: '/', name: 'desk', icon: Headset, permission: 'desk.use' },
  { path: '/customers', name: 'customers', icon: Users, permission: 'customer.read' },
  { path: '/calls', name: 'calls', icon: BarChart3, permission: 'call.read' },
  { path: '/users', name: 'users', group: 'people', permission: 'user.read' },
  { path: '/departments', name: 'departments', group: 'people', permission: 'department.read' },
  { path: '/roles', name: 'roles', group: 'people', permission: 'role.read' },
  { path: '/agent-groups', name: 'agentGroups', group: 'people', permission: 'agent-group.read' },
  { path: '/sign-ins', name: 'signIns', group: 'people', permission: 'sign-in.read' },
  { path: '/caller-ids', name: 'callerIds', group: 'system', permission: 'caller-id.read' },
  { path: '/settings', name: 'settings', group: 'system', permission: 'tenant.manage' },
  { path: '/api-keys', name: 'openApi', group: 'system', permission: 'api-key.manage' },
  { path: '/webhooks', name: 'webhooks', group: 'system', permission: 'webhook.manage' },
  { path: '/webhook-deliveries', name: 'deliveries', permission: 'webhook.manage' },
  { path: '/jobs', name: 'jobs' },
  { path: '/audit', name: 'audit', group: 'system', permission: 'audit.read' },
];

/** The menu page that an address belongs to: /customers/1 belongs to /customers. */
export const pageOf = (path: string): Page | undefined =>
  pages.find((page) => page.path === path) ??
  pages.find((page) => page.path !== '/' && path.startsWith(`${page.path}/`));

export const mayOpen = ({ permission }: Page, permissions: readonly Permission[]): boolean =>
  permission === undefined || permissions.includes(permission);

export type RailEntry = {
  readonly key: string;
  readonly name: Name;
  readonly icon: LucideIcon;
  readonly pages: readonly Page[];
};

/** The rail of somebody with these permissions: pages and groups in the order of the list, groups without a page left out. */
export function railOf(permissions: readonly Permission[]): RailEntry[] {
  const open = pages.filter((page) => mayOpen(page, permissions));
  const entries = open.flatMap((page): RailEntry[] => {
    if (page.icon) return [{ key: page.path, name: page.name, icon: page.icon, pages: [page] }];
    if (!page.group || open.find(({ group }) => group === page.group) !== page) return [];
    return [{ key: page.group, ...groups[page.group], pages: open.filter(({ group }) => group === page.group) }];
  });
  return entries;
}
