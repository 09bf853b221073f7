import { fuzzSlices } from './fuzz.ts';

fuzzSlices('users', 'roles', 'departments', 'agentGroups', 'callerIds');
