/** One box for everything. Each kind is looked for by its own slice, which knows its scope; one that the reader may not read stays empty. */
import type { FastifyInstance } from 'fastify';
import {
  neededToFind,
  peopleLimits,
  searchKinds,
  searchRoutes,
  type SearchHit,
  type SearchHits,
  type SearchKind,
} from '@bahu/contract/search.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Finders } from '../../../kernel/finders.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { findPeople, peopleOf, rangeOfChoice, rangeOfNames } from './people.ts';

/** As many of each kind as a list under a search box can show. */
const standardLimit = 8;

const mayFind = ({ permissions }: Principal, kind: SearchKind): boolean =>
  neededToFind(kind).some((needed) => permissions.has(needed));

export function mountSearch(app: FastifyInstance, access: Access, finders: Finders): void {
  mount(app, access, searchRoutes, {
    find: (ctx, { query: { text, limit = standardLimit } }) =>
      ctx.tenant(async (tx) => {
        const found: [SearchKind, SearchHit[]][] = [];
        for (const kind of searchKinds) {
          const isAsked = text.trim() !== '' && mayFind(ctx.principal, kind);
          found.push([kind, isAsked ? await finders[kind](tx, ctx.principal, text, limit) : []]);
        }
        return Object.fromEntries(found) as SearchHits;
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
