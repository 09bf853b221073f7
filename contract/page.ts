/** Keyset pages: a list answers at most `limit` rows and the cursor of the next page, never an offset. */
import { Type, type TSchema } from 'typebox';
import { filterLimits } from '@bahu/domain/fields/filter-text.ts';

export const pageLimit = { standard: 50, most: 100 } as const;

/** Query part shared by all lists. `cursor` is opaque; a cursor of another list or sort order is refused as input.invalid. */
export const PageQuery = {
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: pageLimit.most })),
};

/** Reply of a list. `total` is exact up to 10,000 and estimated beyond (`totalIsExact` false). */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()]),
    total: Type.Integer(),
    totalIsExact: Type.Boolean(),
  });

const idPattern = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
export const Id = Type.String({ format: 'uuid' });
/** One id, or several with commas. */
export const SeveralIds = Type.String({
  pattern: `^${idPattern}(,${idPattern}){0,${filterLimits.values - 1}}$`,
});
export const IdParams = Type.Object({ id: Id });
/** A moment as ISO 8601 in UTC with milliseconds. */
export const Time = Type.String({ format: 'date-time' });
/** The value or null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Empty = Type.Object({});
