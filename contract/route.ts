/** A table of routes is the one description of what crosses the wire; server, web client and OpenAPI derive from it. */
import type { Static, TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';
import type { Permission } from './permissions.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Who may: holders of a permission, anybody signed in, anybody at all, an operator of the platform. */
export type Need = Permission | 'session' | 'public' | 'operator';

/**
 * One route. `permission` is what the principal must hold: a name of the closed list, `session` for anybody
 * signed in, `public` for nobody in particular, or `operator` for the operators of the installation. `errors` are the refusals that it may answer beyond the usual ones
 * (bad input, not signed in, forbidden, not found, too many requests).
 */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly permission: Need;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply: TSchema;
  readonly errors?: readonly ErrorCode[];
  /**
   * The reply holds a secret that is shown once: it is not kept for a repeated request. `of-person`: with it somebody is let in as a person, so it is given to
   * people alone and to no program, which could make itself a successor with it.
   */
  readonly secretReply?: true | 'of-person';
}

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? { [P in K]: Static<R[K]> }
  : object;
/** What a handler receives and a client call takes. */
export type Input<R extends Route> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>;
/** What a handler returns and a client call resolves to. */
export type Reply<R extends Route> = Static<R['reply']>;
export type Routes = { readonly [name: string]: Route };

/** Declares a table of routes with literal types kept. */
export const routes = <const T extends Routes>(table: T): T => table;
