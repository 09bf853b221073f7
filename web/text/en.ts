/** English texts: the same keys as zh.ts, checked by the compiler. */
import { account } from './en/account.ts';
import { apiKeys, deliveries, webhooks } from './en/api.ts';
import { app } from './en/app.ts';
import { audit } from './en/audit.ts';
import { calls } from './en/calls.ts';
import { customers } from './en/customers.ts';
import { departments } from './en/departments.ts';
import { desk, signIn } from './en/desk.ts';
import { errors, faults } from './en/errors.ts';
import { imports } from './en/imports.ts';
import { numbers } from './en/numbers.ts';
import { agentGroups, callerIds, settings } from './en/organisation.ts';
import { operator } from './en/operator.ts';
import { permissionMenus, permissions } from './en/permissions.ts';
import { phone } from './en/phone.ts';
import { roles } from './en/roles.ts';
import { monitor, transfers } from './en/transfers.ts';
import { ui } from './en/ui.ts';
import { users } from './en/users.ts';
import type { Texts } from './zh.ts';

export const en = {
  account,
  apiKeys,
  webhooks,
  deliveries,
  app,
  errors,
  faults,
  signIn,
  phone,
  transfers,
  monitor,
  desk,
  customers,
  calls,
  users,
  agentGroups,
  callerIds,
  settings,
  permissions,
  permissionMenus,
  roles,
  departments,
  audit,
  ui,
  imports,
  numbers,
  operator,
} satisfies Texts;
