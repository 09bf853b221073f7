/** Background jobs of a user. */
import { defineSlice } from '../define-slice.ts';

export const jobsSlice = defineSlice({
  name: 'jobs',
  area: 'platform',
  errors: {
    'job.ended': 409,
    'job.too-many': 409,
  },
  auditActions: ['job.cancel'],
  records: {
    job: { audience: 'starter' },
  },
});
