import { fuzzSlices } from './test-fuzz.ts';

fuzzSlices('customers', 'calls', 'search', 'desk', 'monitor', 'views');
