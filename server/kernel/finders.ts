/** Who looks for what the one search finds: each slice for its own kinds, handed to the search where the program is put together. */
import type { SearchHit, SearchKind } from '@bahu/contract/search.ts';
import type { Principal } from './auth/principal.ts';
import type { Tx } from './db.ts';

/** Finds what fits a typed text, which is not blank, in the reader's scope and as the reader may see it; the likeliest first. */
export type Finder = (tx: Tx, reader: Principal, typed: string, limit: number) => Promise<SearchHit[]>;
/** One for every kind. */
export type Finders = Readonly<Record<SearchKind, Finder>>;
