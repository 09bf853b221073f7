import { afterAll } from 'vitest';
import { ordinaryAccount, removeOrdinaryAccount } from './test-clone.ts';
import { tellStart } from './test-start.ts';

afterAll(removeOrdinaryAccount);
tellStart('an ordinary user', ordinaryAccount(), 24_500);
