import { fuzzSlices } from './test-fuzz.ts';

fuzzSlices('jobs', 'imports', 'exports', 'audit', 'apiKeys', 'webhooks');
