/** The pages of the menu: what exists, who may see it. */
import type { Permission } from '@bahu/contract/permissions.ts';
import { BarChart3, Headset, UserCog, Users, type LucideIcon } from 'lucide-react';

export interface Page {
  readonly path: string;
  readonly name: 'desk' | 'customers' | 'calls' | 'users';
  readonly icon: LucideIcon;
  readonly permission: Permission;
}

export const pages: readonly Page[] = [
  { path: '/', name: 'desk', icon: Headset, permission: 'desk.use' },
  { path: '/customers', name: 'customers', icon: Users, permission: 'customer.read' },
  { path: '/calls', name: 'calls', icon: BarChart3, permission: 'call.read' },
  { path: '/users', name: 'users', icon: UserCog, permission: 'user.read' },
];

/** The menu page that an address belongs to: /customers/1 belongs to /customers. */
export const pageOf = (path: string): Page | undefined =>
  pages.find((page) => page.path === path) ?? pages.find((page) => page.path !== '/' && path.startsWith(`${page.path}/`));
