/** What the server does for the slice of the desk settings. */
import {
  deskSettingRoutes,
  standardDeskSettings,
  type DeskRules,
  type DeskSettings,
} from '@bahu/contract/desk-settings.ts';
import { deskSettingsSlice } from '@bahu/contract/slices/people/desk-settings.ts';
import { inForce } from '@bahu/domain/desk-settings/in-force.ts';
import type { Tx } from '../../../kernel/db.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountDeskSettings } from './routes.ts';
import { findKept } from './store.ts';

/** What holds for somebody of a company with these rules. */
export const deskSettingsOf = async (tx: Tx, rules: DeskRules, userId: string): Promise<DeskSettings> =>
  inForce(standardDeskSettings, rules, (await findKept(tx, userId)).own);

export const deskSettingsServer = serverSlice(deskSettingsSlice, {
  routes: deskSettingRoutes,
  mount: mountDeskSettings,
});
