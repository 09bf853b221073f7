/** The requests of `fuzz-1-of-2.test.ts` and its twin, ten times as many. */
import { fuzzShare, requestsOfARoute } from './test-fuzz.ts';

fuzzShare(0, 1, requestsOfARoute.deep);
