/**
 * M4A and 3GP, as telephones record: boxes in boxes. There is one track and it is sound; its length follows from its samples, all of which must be in
 * the file. What is recorded in pieces (fragments) or cut off before its index is written says nothing of its length, and is not read.
 */
import { big16, big32, big64, letters, textAt } from './bytes.ts';
import { longestRun, type Reading } from './reading.ts';
import type { Piece, SoundFault, SoundFile } from './sound-file.ts';

interface Box {
  name: string;
  from: number;
  /** Of its content, and of what is behind it. */
  at: number;
  end: number;
}

/** Boxes that are looked at in all; telephones write some twenty. */
const mostBoxes = 500;
/** Runs of equal samples in the table of times, and samples: seven hours at 48 kHz. */
const mostRuns = 100_000;
const mostSamples = 1_200_000;
/** How the sound is written: what is played, and what telephones also write. */
const played = 'mp4a';
const notPlayed: readonly string[] = ['samr', 'sawb', 'sawp', 'alac', 'sevc', 'sqcp'];

interface Track {
  isSound: boolean;
  /** Ticks of the track's clock in a second. */
  scale: number;
  format: string;
  channels: number;
  /** Samples by the table of times with all their ticks, and by the table of sizes with all their bytes. */
  times: { count: number; ticks: number };
  sizes: { count: number; bytes: number };
}

/** Reads a file of so many bytes that begins with `ftyp`. */
export function* readM4a(size: number): Reading<SoundFile | SoundFault> {
  const walk = new Walk();
  const tracks: Track[] = [];
  let content = 0;
  for (const box of yield* walk.boxes(0, size)) {
    if (box.name === 'mdat') content += box.end - box.at;
    if (box.name !== 'moov') continue;
    for (const inner of yield* walk.boxes(box.at, box.end))
      if (inner.name === 'trak') tracks.push(yield* walk.track(inner));
  }
  const [track] = tracks;
  if (!track || tracks.length > 1 || !track.isSound || walk.isTooLong) return 'unreadable';
  const { scale, format, channels, times, sizes } = track;
  if (notPlayed.includes(format)) return 'not-playable';
  if (format !== played || scale === 0 || channels < 1 || channels > 2) return 'unreadable';
  if (times.count === 0 || times.count !== sizes.count || sizes.bytes === 0 || sizes.bytes > content)
    return 'unreadable';
  const pieces = yield* piecesOf(size);
  return pieces ? { kind: 'm4a', seconds: times.ticks / scale, channels, samples: null, pieces } : 'unreadable';
}

/** The boxes that players need, by what they are in. Whatever else there is (udta, meta, uuid, free) may say whose sound it is. */
const needed: Readonly<Record<string, readonly string[]>> = {
  '': ['ftyp', 'moov', 'mdat'],
  moov: ['mvhd', 'trak'],
  trak: ['tkhd', 'edts', 'mdia'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['smhd', 'dinf', 'stbl'],
  stbl: ['stsd', 'stts', 'ctts', 'stsz', 'stz2', 'stsc', 'stco', 'co64', 'stss', 'sgpd', 'sbgp'],
};
/** Of a handler stand so many bytes before its name. */
const handlerHead = 24;

/** So many bytes that give way to as many others. */
interface Change {
  at: number;
  bytes: number;
  by: Piece;
}
const emptied = (from: number, to: number): Change => ({ at: from, bytes: to - from, by: { zeros: to - from } });

/** Everything stays where it is, for the index says where the samples are: what is not needed becomes free space. Null for too many boxes. */
function* piecesOf(size: number): Reading<Piece[] | null> {
  const walk = new Walk();
  const pieces: Piece[] = [];
  let done = 0;
  for (const { at, bytes, by } of yield* walk.changes('', 0, size)) {
    pieces.push({ at: done, bytes: at - done }, by);
    done = at + bytes;
  }
  return walk.isTooLong ? null : pieces;
}

class Walk {
  isTooLong = false;
  #boxes = 0;

  /** Those that stand whole between two places, in their order; one that goes beyond the end ends it. */
  *boxes(from: number, end: number): Reading<Box[]> {
    const found: Box[] = [];
    for (let at = from; at + 8 <= end;) {
      this.#boxes += 1;
      if (this.#boxes > mostBoxes) this.isTooLong = true;
      if (this.isTooLong) break;
      const head = yield { at, length: 16 };
      const [short, name] = [big32(head, 0), textAt(head, 4, 4)];
      const headBytes = short === 1 ? 16 : 8;
      const length = short === 0 ? end - at : short === 1 ? big64(head, 8) : short;
      if (length < headBytes || at + length > end) break;
      found.push({ name, from: at, at: at + headBytes, end: at + length });
      at += length;
    }
    return found;
  }

  /** What is taken out of a box of this name, in its order; behind its last box nothing is left. */
  *changes(name: string, from: number, end: number): Reading<Change[]> {
    const changes: Change[] = [];
    let behind = from;
    for (const box of yield* this.boxes(from, end)) {
      if (!needed[name]?.includes(box.name))
        changes.push({ at: box.from + 4, bytes: 4, by: letters('free') }, emptied(box.at, box.end));
      else if (box.name === 'hdlr') changes.push(emptied(Math.min(box.at + handlerHead, box.end), box.end));
      else if (needed[box.name]) changes.push(...(yield* this.changes(box.name, box.at, box.end)));
      behind = box.end;
    }
    changes.push(emptied(behind, end));
    return changes;
  }

  /** A box by the names that lead to it. */
  *inside(box: Box, ...names: string[]): Reading<Box | null> {
    let found: Box | null = box;
    for (const name of names) {
      if (!found) return null;
      const inner: Box[] = yield* this.boxes(found.at, found.end);
      found = inner.find((one) => one.name === name) ?? null;
    }
    return found;
  }

  *track(track: Box): Reading<Track> {
    const media = yield* this.inside(track, 'mdia');
    const clock = media && (yield* this.inside(media, 'mdhd'));
    const handler = media && (yield* this.inside(media, 'hdlr'));
    const tables = media && (yield* this.inside(media, 'minf', 'stbl'));
    const entry = tables && (yield* this.inside(tables, 'stsd'));
    const kind = handler ? yield { at: handler.at, length: 12 } : new Uint8Array();
    const time = clock ? yield { at: clock.at, length: 24 } : new Uint8Array();
    // Eight bytes before the first entry, of which the first four are its length.
    const format = entry ? yield { at: entry.at + 8, length: 28 } : new Uint8Array();
    return {
      isSound: textAt(kind, 8, 4) === 'soun',
      scale: big32(time, time[0] === 1 ? 20 : 12),
      format: textAt(format, 4, 4),
      channels: big16(format, 24),
      times: yield* this.times(tables && (yield* this.inside(tables, 'stts'))),
      sizes: yield* this.sizes(tables && (yield* this.inside(tables, 'stsz'))),
    };
  }

  *times(box: Box | null): Reading<Track['times']> {
    const count = box ? big32(yield { at: box.at, length: 8 }, 4) : 0;
    if (!box || box.at + 8 + count * 8 > box.end) return { count: 0, ticks: 0 };
    if (count > mostRuns) this.isTooLong = true;
    const sum = { count: 0, ticks: 0 };
    for (let at = box.at + 8, left = Math.min(count, mostRuns); left > 0;) {
      const run = yield { at, length: Math.min(longestRun, left * 8) };
      const entries = Math.floor(run.length / 8);
      if (entries === 0) break;
      for (let i = 0; i < entries; i += 1) {
        sum.count += big32(run, i * 8);
        sum.ticks += big32(run, i * 8) * big32(run, i * 8 + 4);
      }
      left -= entries;
      at += entries * 8;
    }
    return sum;
  }

  *sizes(box: Box | null): Reading<Track['sizes']> {
    if (!box) return { count: 0, bytes: 0 };
    const head = yield { at: box.at, length: 12 };
    const [each, count] = [big32(head, 4), big32(head, 8)];
    if (each !== 0) return { count, bytes: each * count };
    if (count > mostSamples) this.isTooLong = true;
    if (box.at + 12 + count * 4 > box.end) return { count: 0, bytes: 0 };
    let bytes = 0;
    for (let at = box.at + 12, left = Math.min(count, mostSamples); left > 0;) {
      const run = yield { at, length: Math.min(longestRun, left * 4) };
      const entries = Math.floor(run.length / 4);
      if (entries === 0) break;
      for (let i = 0; i < entries; i += 1) bytes += big32(run, i * 4);
      left -= entries;
      at += entries * 4;
    }
    return { count, bytes };
  }
}
