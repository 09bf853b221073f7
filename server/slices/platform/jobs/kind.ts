import { Type } from 'typebox';
import { jobKind } from '../../../kernel/jobs.ts';

/** The one kind of queued work behind all background jobs; what is to be done stands in the row. */
export const backgroundJob = jobKind('background.run', Type.Object({ jobId: Type.String({ format: 'uuid' }) }));
