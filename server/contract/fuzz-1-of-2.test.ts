import { fuzzShare, requestsOfARoute } from './test-fuzz.ts';

fuzzShare(0, 2, requestsOfARoute.quick);
