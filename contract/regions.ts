/** Where a number belongs (归属地), as it is shown beside it (SPEC A4.3). */
import { Type, type Static } from 'typebox';
import { carriers } from '@bahu/domain/numbers/carriers.ts';
import { Nullable } from './page.ts';

export const ShownRegion = Type.Object({
  /** Province and city; empty where only the carrier is known. */
  place: Type.String(),
  /** Empty where `place` serves both languages. */
  placeEn: Type.String(),
  /** By the prefix: a number that was taken to another network keeps it. Null for landlines, and where digits are hidden from the reader. */
  carrier: Nullable(Type.Enum([...carriers])),
});
export type ShownRegion = Static<typeof ShownRegion>;
