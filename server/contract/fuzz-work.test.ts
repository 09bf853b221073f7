import { fuzzSlices } from './fuzz.ts';

fuzzSlices('jobs', 'imports', 'exports', 'audit', 'apiKeys', 'webhooks');
