/** What an action on many rows is meant for: the checked ones, or all that a query finds. */
import { Type, type TObject, type TProperties } from 'typebox';

export const maxChecked = 1000;

/** `ids` of the checked rows, or the `filter` of the list for all of its query; the server applies the reader's scope to both. */
export const Selection = <T extends TProperties>(filter: T) =>
  Type.Union([
    Type.Object(
      { ids: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: maxChecked }) },
      { additionalProperties: false },
    ),
    Type.Object(
      { filter: Type.Object(filter, { additionalProperties: false }) as TObject<T> },
      { additionalProperties: false },
    ),
  ]);
