/** One box for everything. Each part asks its own slice, which knows its scope; a part that the reader may not read stays empty. */
import type { FastifyInstance } from 'fastify';
import { searchRoutes } from '@bahu/contract/search.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { findCalls } from '../../work/calls/index.ts';
import { findCustomers } from '../../crm/customers/index.ts';
import { findPeople } from './people.ts';

/** As many of each kind as a list under a search box can show. */
const standardLimit = 8;

export function mountSearch(app: FastifyInstance, access: Access): void {
  mount(app, access, searchRoutes, {
    find: (ctx, { query: { text, limit = standardLimit } }) =>
      ctx.tenant(async (tx) => {
        const { principal } = ctx;
        const isBlank = text.trim() === '';
        return {
          customers:
            !isBlank && principal.permissions.has('customer.read')
              ? await findCustomers(tx, principal, text, limit)
              : [],
          people:
            !isBlank && (principal.permissions.has('desk.use') || principal.permissions.has('user.read'))
              ? await findPeople(tx, text, limit)
              : [],
          calls: !isBlank && principal.permissions.has('call.read') ? await findCalls(tx, principal, text, limit) : [],
        };
      }),
  });
}
