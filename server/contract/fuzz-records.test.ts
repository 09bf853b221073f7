import { fuzzSlices } from './fuzz.ts';

fuzzSlices('customers', 'calls', 'search', 'desk', 'views');
