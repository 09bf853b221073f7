/** What a licence cannot be lowered to. */
import { Refusal } from '../../../kernel/errors.ts';

/** More is in use than a licence would allow: `used` of what stands at `path` in the request. */
export const belowUsage = (path: 'licensedAgents' | 'licensedChannels' | 'storageBytes', used: number): Refusal =>
  new Refusal('tenant.below-usage', { used }, [{ path, rule: 'minimum', limit: used }]);
