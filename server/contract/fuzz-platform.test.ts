import { fuzzSlices } from './fuzz.ts';

fuzzSlices('session', 'tenant', 'operator');
