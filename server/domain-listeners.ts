/** Which slices listen to what others tell within a transaction; imported wherever slices are put together, also in the thread of the jobs. */
import { listen } from './kernel/domain-events.ts';
import { customerListeners } from './slices/crm/customers/index.ts';
import { callListeners } from './slices/work/calls/index.ts';

listen(customerListeners);
listen(callListeners);
