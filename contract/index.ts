/** All route tables by slice name, for OpenAPI and for the tests that walk over every route. */
import { callRoutes } from './calls.ts';
import { customerRoutes } from './customers.ts';
import { deskRoutes } from './desk.ts';
import { sessionRoutes } from './session.ts';
import { userRoutes } from './users.ts';

export const contract = { session: sessionRoutes, desk: deskRoutes, customers: customerRoutes, calls: callRoutes, users: userRoutes } as const;
