/** The lines and phones of all live calls. */
import { defineSlice } from '../define-slice.ts';

export const channelsSlice = defineSlice({
  name: 'channels',
  area: 'insight',
  menu: 'monitor',
  permissions: {
    'channel.read': { heldFrom: ['leader'], isScoped: true },
    'channel.hang-up': { heldFrom: ['supervisor'], isScoped: true, isChanging: true },
  },
  auditActions: ['channel.hang-up'],
});
