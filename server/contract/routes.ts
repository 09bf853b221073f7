/** The routes of the contract as the tests walk over them. */
import { errorStatus, type ErrorCode } from '@bahu/contract/errors.ts';
import { contract } from '../slices/together.ts';
import { defaultRoles, type RoleCode } from '@bahu/contract/permissions.ts';
import type { Route } from '@bahu/contract/route.ts';
import type { TSchema } from 'typebox';

/** The name of a slice in its table of routes. */
type Slice = string;

export interface NamedRoute {
  readonly name: string;
  readonly slice: Slice;
  readonly route: Route;
}

export const allRoutes: readonly NamedRoute[] = Object.entries(contract).flatMap(([slice, table]) =>
  Object.entries(table as Record<string, Route>).map(([name, route]) => ({
    name: `${slice}.${name}`,
    slice: slice as Slice,
    route,
  })),
);

/** Those that people of a tenant use: all but the operators'. */
export const ofTenants = allRoutes.filter(({ route }) => route.permission !== 'operator');

/** The address of a route with one id wherever it wants one, and a valid value where it wants a word or a key. */
export const addressOf = ({ path, params }: Route, id: string, prefix = '/api'): string => {
  const { properties = {} } = (params ?? {}) as unknown as { properties?: Record<string, TSchema> };
  return `${prefix}${path.replace(/:(\w+)/g, (_all, name: string) => String(sample(properties[name]!, id)))}`;
};

/** By the table of permissions alone. */
export const mayCall = (role: RoleCode, { permission }: Route): boolean =>
  permission === 'public' ||
  permission === 'session' ||
  (permission !== 'operator' && defaultRoles[role].permissions.includes(permission));

/** What any request may be refused for, whatever the route: bad input, no session, no right, first duties, a stopped tenant, too many requests. */
const usual: readonly ErrorCode[] = [
  'input.invalid',
  'session.required',
  'session.origin',
  'forbidden',
  'not-found',
  'too-many-requests',
  'session.password-change-required',
  'session.second-factor-required',
  'tenant.suspended',
  'tenant.expired',
];
/** A request with a body may bring too much of it, or something else than JSON. */
const usualOfBodies: readonly ErrorCode[] = ['input.too-large', 'input.type'];

/** The codes that a route may refuse with. */
export const documentedCodes = (route: Route): ReadonlySet<string> =>
  new Set<ErrorCode>([...usual, ...(route.method === 'GET' ? [] : usualOfBodies), ...(route.errors ?? [])]);
export const statusOf = (code: string): number | undefined => (errorStatus as Record<string, number>)[code];

/** The smallest valid value of a schema, with `id` wherever an id is wanted. */
export function sample(schema: TSchema, id: string): unknown {
  const {
    type,
    properties,
    required,
    anyOf,
    enum: values,
    const: only,
    format,
    pattern,
    minLength,
    minItems,
    items,
    minimum,
    minProperties,
  } = schema as unknown as {
    type?: string;
    properties?: Record<string, TSchema>;
    required?: string[];
    anyOf?: TSchema[];
    enum?: unknown[];
    const?: unknown;
    format?: string;
    pattern?: string;
    minLength?: number;
    minItems?: number;
    items?: TSchema;
    minimum?: number;
    minProperties?: number;
  };
  if (only !== undefined) return only;
  if (values) return values[0];
  if (anyOf) return sample(anyOf[0]!, id);
  if (type === 'object') {
    const names = required?.length ? required : Object.keys(properties ?? {}).slice(0, minProperties ?? 0);
    return Object.fromEntries(names.map((name) => [name, sample(properties![name]!, id)]));
  }
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') return Array.from({ length: minItems ?? 0 }, () => sample(items!, id));
  if (format === 'uuid') return id;
  if (format === 'date-time') return '2026-11-22T08:00:00.000Z';
  if (pattern)
    return (
      ['850', '5', 'nobody', '#336699', 'A', '100009', 's1', 'https://notices.example/bahu', ''].find((text) =>
        new RegExp(pattern).test(text),
      ) ?? '1'
    );
  return '1'.repeat(Math.max(minLength ?? 1, 1));
}
