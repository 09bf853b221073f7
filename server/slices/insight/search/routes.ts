/** One box for everything. Each part asks its own slice, which knows its scope; a part that the reader may not read stays empty. */
import type { FastifyInstance } from 'fastify';
import { peopleLimits, searchRoutes } from '@bahu/contract/search.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { wholeTenant } from '../../../kernel/ownership/range.ts';
import { findCalls } from '../../work/calls/index.ts';
import { findCustomers } from '../../crm/customers/index.ts';
import { findPeople, knowsEverybody, peopleOf, rangeOfChoice, rangeOfNames } from './people.ts';

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
            !isBlank && knowsEverybody(principal)
              ? await findPeople(tx, wholeTenant(principal), { typed: text, isEnabled: true, limit })
              : [],
          calls: !isBlank && principal.permissions.has('call.read') ? await findCalls(tx, principal, text, limit) : [],
        };
      }),
    people: ({ principal, tenant }, { query }) => {
      const { search = '', of, for: permission, enabled, limit = peopleLimits.found } = query;
      return tenant(async (tx) => {
        if (of !== undefined) {
          const range = rangeOfNames(principal, permission);
          return { items: await peopleOf(tx, range, of.split(',')), isMore: false, isWhole: range.isAll };
        }
        const range = rangeOfChoice(principal, permission);
        const found = await findPeople(tx, range, { typed: search, isEnabled: enabled, limit: limit + 1 });
        return { items: found.slice(0, limit), isMore: found.length > limit, isWhole: range.isAll };
      });
    },
  });
}
