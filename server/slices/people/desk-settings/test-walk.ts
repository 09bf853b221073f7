import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  auditedSteps: [{ route: 'deskSettings.change', body: { version: 0, own: { popsOutbound: false } } }],
};
