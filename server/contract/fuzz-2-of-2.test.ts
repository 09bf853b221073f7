import { fuzzShare, requestsOfARoute } from './test-fuzz.ts';

fuzzShare(1, 2, requestsOfARoute.quick);
