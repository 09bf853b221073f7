/**
 * The closed list of refusals: code → HTTP status. The code is the key of the text in `web/text` (`errors.<code>`),
 * so a code without a Chinese and an English text does not compile.
 */
export const errorStatus = {
  'input.invalid': 400,
  'input.too-large': 413,
  'input.type': 415,
  'session.required': 401,
  'session.wrong-password': 401,
  'session.locked': 423,
  'session.disabled': 403,
  'session.origin': 403,
  'forbidden': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'conflict': 409,
  'too-many-requests': 429,
  'user.extension-taken': 409,
  'user.login-name-taken': 409,
  'user.has-data': 409,
  'user.last-administrator': 409,
  'user.licence-full': 409,
  'customer.phone-taken': 409,
  'customer.changed-meanwhile': 409,
  'recording.not-ready': 409,
  'recording.missing': 404,
  'range.unsatisfiable': 416,
  'phone.not-registered': 409,
  'phone.invalid-number': 422,
  'phone.call-in-progress': 409,
  'phone.no-such-call': 409,
  'phone.no-trunk': 409,
  'phone.not-allowed': 403,
  'phone.tenant-suspended': 403,
  'phone.busy-lines': 503,
  'phone.engine-away': 503,
  'demo.unavailable': 409,
  'service.unavailable': 503,
  'internal': 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

/** What a refused request answers. `id` is in the log, `params` fill the translated text, `fields` point into the body. */
export interface ErrorBody {
  code: ErrorCode;
  id: string;
  params?: Record<string, string | number>;
  fields?: { path: string; rule: string; limit?: string | number }[];
}
