import { fuzzSlices } from './test-fuzz.ts';

fuzzSlices('users', 'roles', 'departments', 'agentGroups', 'callerIds');
