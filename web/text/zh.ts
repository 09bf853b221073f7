/** 界面文字，以中文为准；en.ts 必须逐条对应。 */
import { account } from './zh/account.ts';
import { apiKeys, deliveries, webhooks } from './zh/api.ts';
import { app } from './zh/app.ts';
import { audit } from './zh/audit.ts';
import { calls } from './zh/calls.ts';
import { customers } from './zh/customers.ts';
import { departments } from './zh/departments.ts';
import { desk, signIn } from './zh/desk.ts';
import { errors, faults } from './zh/errors.ts';
import { imports } from './zh/imports.ts';
import { numbers } from './zh/numbers.ts';
import { agentGroups, callerIds, settings } from './zh/organisation.ts';
import { operator } from './zh/operator.ts';
import { permissionMenus, permissions } from './zh/permissions.ts';
import { phone } from './zh/phone.ts';
import { roles } from './zh/roles.ts';
import { monitor, transfers } from './zh/transfers.ts';
import { ui } from './zh/ui.ts';
import { users } from './zh/users.ts';

export const zh = {
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
};

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
/** What a language must have: the same keys with texts of its own. */
export type Texts = Shape<typeof zh>;
