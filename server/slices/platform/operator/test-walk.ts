import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = { auditedElsewhere: ['support.enter'] };
