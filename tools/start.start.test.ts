import { self } from './test-clone.ts';
import { tellStart } from './test-start.ts';

tellStart('the one who runs the tests', self, 24_100);
