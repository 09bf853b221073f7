/**
 * The closed list of refusals: code → HTTP status. Those of a slice stand in its declaration (`slices/`), here stands what any route may answer. The
 * code is the key of the text `errors.<code>`, so a code without a Chinese and an English text does not compile.
 */
import { tableOf, type KeyOf } from './slices/derived.ts';

const ofAnyRoute = {
  'input.invalid': 400,
  'input.too-large': 413,
  'input.type': 415,
  forbidden: 403,
  'not-found': 404,
  'unknown-route': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'too-many-requests': 429,
  'idempotency.mismatch': 422,
  'idempotency.in-progress': 409,
  'idempotency.secret-reply': 409,
  'idempotency.rights-changed': 409,
  'idempotency.bad-key': 400,
  'range.unsatisfiable': 416,
  'service.unavailable': 503,
  internal: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ofAnyRoute | KeyOf<'errors'>;
export const errorStatus: Readonly<Record<ErrorCode, number>> = { ...ofAnyRoute, ...tableOf('errors') };

/** What is wrong with one field of a request: `path` is dotted, `rule` the keyword of JSON Schema or a slice's own, `limit` its value. */
export interface ValidationError {
  path: string;
  rule: string;
  limit?: string | number;
}

/** What a refused request answers. `id` is in the log, `params` fill the translated text, `fields` point into the body. */
export interface ErrorBody {
  code: ErrorCode;
  id: string;
  params?: Record<string, string | number>;
  fields?: ValidationError[];
}
