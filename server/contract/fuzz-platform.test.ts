import { fuzzSlices } from './test-fuzz.ts';

fuzzSlices('session', 'tenant', 'operator');
