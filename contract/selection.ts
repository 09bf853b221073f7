/** What an action on many rows is meant for: the checked ones, all that a query finds, or the first of these. */
import { Type, type TObject, type TOptional, type TProperties } from 'typebox';

export const maxChecked = 1000;
/** By ratio: how many parts each of the agents gets that are named beside it, in their order. Absent for even ones. */
export const Shares = Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 100 }), { maxItems: 500 }));

/** As many as a company has customers. */
export const maxFirst = 10_000_000;

const none = {};

/**
 * `ids` of the checked rows, or the `filter` of the list for its query: for all of it, or for the `first` so many in the order of the list, which is `sort` where
 * the list has several. The server applies the reader's scope to both.
 */
export const Selection = <T extends TProperties, S extends { sort?: TOptional } = object>(
  filter: T,
  sort: S = none as S,
) =>
  Type.Union([
    Type.Object(
      { ids: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: maxChecked }) },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        filter: Type.Object(filter, { additionalProperties: false }) as TObject<T>,
        first: Type.Optional(Type.Integer({ minimum: 1, maximum: maxFirst })),
        ...sort,
      },
      { additionalProperties: false },
    ),
  ]);
