/** A page of another site must not use the reader's cookie: browsers say where a request comes from. */
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from our own origin or one of the `allowed`. A request without an Origin header comes from no browser page,
 * or is one that browsers send without it and mark with Sec-Fetch-Site.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']);
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
