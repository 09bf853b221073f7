/** What agents set for their desk, and their company for them. */
import { defineSlice } from '../define-slice.ts';

export const deskSettingsSlice = defineSlice({
  name: 'desk-settings',
  area: 'people',
  errors: { 'desk-setting.locked': 403, 'desk-setting.hot-keys': 422, 'desk-setting.message-variable': 422 },
  auditActions: ['desk-setting.change'],
  records: { 'desk-setting': { audience: 'starter' } },
});
