/**
 * Ids are uuid v7 (RFC 9562): the first 48 bits are milliseconds, so rows made together lie together and months are ranges of ids. Those of the present are
 * counted within their millisecond (section 6.2, method 1): what one process makes later sorts later, so that a log has its order where two entries have
 * one moment.
 */
import { randomFillSync } from 'node:crypto';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Random bytes of ids to come: asking the system for those of each costs more than everything else about an id. */
const pool = Buffer.alloc(10_240);
let used = pool.length;
const randomBytes = 10;

/** The 12 bits behind the milliseconds; their first is 0 where counting begins, so that there is room. */
const mostCount = 0xfff;
const firstCounts = 0x800;
/** A clock that was set back by more is followed; one that was set back by less waits where it was. */
const patienceMs = 10_000;
let latest = { ms: 0, count: 0 };

/** A new uuid v7 for the moment `atMs` (epoch milliseconds); when it is absent, for the present, behind all that were made before. */
export function newId(atMs?: number): string {
  const bytes = randomId();
  if (atMs !== undefined) bytes.writeUIntBE(Math.floor(atMs), 0, 6);
  else {
    latest = nextOf(latest, Date.now(), bytes.readUInt16BE(6) % firstCounts);
    bytes.writeUIntBE(latest.ms, 0, 6);
    bytes.writeUInt16BE(latest.count, 6);
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return format(bytes);
}

/** The place behind the latest one. A full millisecond lends from the next. */
function nextOf({ ms, count }: typeof latest, nowMs: number, first: number): typeof latest {
  if (nowMs > ms || nowMs < ms - patienceMs) return { ms: nowMs, count: first };
  return count < mostCount ? { ms, count: count + 1 } : { ms: ms + 1, count: first };
}

function randomId(): Buffer {
  const bytes = Buffer.alloc(16);
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += pool.copy(bytes, 16 - randomBytes, used, used + randomBytes);
  return bytes;
}

/** The smallest id that a row made at `atMs` (epoch milliseconds) or later can have; bounds a range of ids by time. */
export function idFloor(atMs: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(0, Math.floor(atMs)), 0, 6);
  return format(bytes);
}

/** Whether a text is an id in the form that we write: lower case with hyphens. */
export const isId = (text: string): boolean => uuidPattern.test(text);

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
