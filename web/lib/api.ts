/** The typed client of the wire contract: a route table in, functions out. */
import type { ErrorBody, ErrorCode } from '@bahu/contract/errors.ts';
import type { Input, Reply, Route, Routes } from '@bahu/contract/route.ts';

/** Why a request failed: a refusal of the server, or `network` and `unknown` when no proper answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode | 'network' | 'unknown';
  readonly id: string;
  readonly params: Record<string, string | number>;
  readonly fields: NonNullable<ErrorBody['fields']>;

  constructor(code: ApiError['code'], body: Partial<ErrorBody> = {}) {
    super(code);
    this.code = code;
    this.id = body.id ?? '';
    this.params = body.params ?? {};
    this.fields = body.fields ?? [];
  }
}

export interface CallOptions {
  signal?: AbortSignal;
  /** A request that is sent again under the same key is done once. */
  idempotencyKey?: string;
}
type Caller<R extends Route> = keyof Input<R> extends never
  ? (options?: CallOptions) => Promise<Reply<R>>
  : (input: Input<R>, options?: CallOptions) => Promise<Reply<R>>;
export type Client<T extends Routes> = { readonly [K in keyof T]: Caller<T[K]> };

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export interface Wire {
  fetch: typeof fetch;
  /** Told the server's `date` header of each answer. */
  onDate?: (date: string) => void;
  /** Waited for before a refusal is passed on, such as for its words. */
  onRefusal?: (code: ErrorCode) => Promise<void>;
}

const patienceMs = 15_000;

/** Path and query of a request; values that are undefined are left out. */
export function addressOf(route: Pick<Route, 'path'>, { params, query }: LooseInput): string {
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name] ?? '')),
  );
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${search ? `?${search}` : ''}`;
}

/** One function per route of the table. They reject with ApiError only, or with AbortError when their signal was aborted. */
export function client<const T extends Routes>(table: T, wire: Wire): Client<T> {
  const entries = Object.entries(table).map(([name, route]) => [name, callerOf(route, wire)]);
  return Object.fromEntries(entries) as Client<T>;
}

function callerOf(route: Route, wire: Wire): (...given: unknown[]) => Promise<unknown> {
  const takesInput = Boolean(route.params ?? route.query ?? route.body);
  return async (...given) => {
    const input = (takesInput ? given[0] : {}) as LooseInput;
    const options = (takesInput ? given[1] : given[0]) as CallOptions | undefined;
    return send(route, input, options ?? {}, wire);
  };
}

async function send(
  route: Route,
  input: LooseInput,
  { signal, idempotencyKey }: CallOptions,
  wire: Wire,
): Promise<unknown> {
  const patience = AbortSignal.timeout(patienceMs);
  const response = await wire
    .fetch(addressOf(route, input), {
      method: route.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    })
    .catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ApiError('network');
    });
  const date = response.headers.get('date');
  if (date) wire.onDate?.(date);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const error = refusalOf(body);
  if (error.code !== 'network' && error.code !== 'unknown') await wire.onRefusal?.(error.code).catch(() => {});
  throw error;
}

function refusalOf(body: unknown): ApiError {
  const isRefusal = typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
  return isRefusal ? new ApiError((body as ErrorBody).code, body as ErrorBody) : new ApiError('unknown');
}
