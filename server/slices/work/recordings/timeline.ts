/**
 * A call's recording from the files of its agents' legs, two of each leg: what it heard and what it sent. They hold only the times when
 * the leg was in conversation, one after the other; on the call's timeline the gaps between them (hold, an agent who was away) are silence.
 */
import { open, type FileHandle } from 'node:fs/promises';

/** The files of a leg, equally long. */
export interface LegFiles {
  heard: string;
  sent: string;
}

/** Moments are epoch milliseconds. What is not kept is in the files, but not in the recording. */
export interface Segment {
  files: LegFiles;
  spans: readonly { from: number; to: number; isKept?: boolean }[];
}

/** A stretch of the timeline: silence, or frames of a leg. */
type Piece = { frames: number; files: null } | { frames: number; files: LegFiles; firstFrame: number };

/** The media server writes 16-bit samples, 8000 a second whatever the leg speaks, without a header. */
export const legSampleBytes = 2;
/** What becomes of it: two channels. */
export const rawFormat = { channels: 2, sampleRate: 8000, frameBytes: 4 } as const;
const framesPerMs = rawFormat.sampleRate / 1000;
/** Seconds that may be missing at the end of a file whose writer was killed (32 KiB wait to be written), and of the clocks of two machines. */
const tolerance = 2.1;

/** `missingSeconds`: by how much a leg's files fall short of what it should have written. */
export interface Plan {
  pieces: Piece[];
  frames: number;
  missingSeconds: number;
  isComplete: boolean;
}

/** Lays what is kept of the files on the timeline from `startedAt` to `endedAt`; `framesOf` says how long a leg's files really are. */
export function planTimeline(
  segments: readonly Segment[],
  startedAt: number,
  endedAt: number,
  framesOf: (files: LegFiles) => number,
): Plan {
  const pieces: Piece[] = [];
  let cursor = 0;
  const silenceUntil = (frame: number): void => {
    if (frame <= cursor) return;
    pieces.push({ frames: frame - cursor, files: null });
    cursor = frame;
  };
  const kept = segments.flatMap((segment) => keptOf(segment, framesOf(segment.files))).sort((a, b) => a.from - b.from);
  for (const { from, files, firstFrame, frames } of kept) {
    silenceUntil(Math.round((from - startedAt) * framesPerMs));
    if (frames <= 0) continue;
    pieces.push({ frames, files, firstFrame });
    cursor += frames;
  }
  const missing = Math.max(0, ...kept.map(({ wanted, frames }) => wanted - frames)) / rawFormat.sampleRate;
  silenceUntil(Math.round((endedAt - startedAt) * framesPerMs));
  return { pieces, frames: cursor, missingSeconds: missing, isComplete: missing <= tolerance };
}

/** What is kept of a leg's files, and where in them it lies; `wanted` are the frames that there should be, `frames` those that there are. */
function keptOf(
  { files, spans }: Segment,
  available: number,
): { from: number; files: LegFiles; firstFrame: number; wanted: number; frames: number }[] {
  let used = 0;
  return spans
    .map(({ from, to, isKept = true }, i) => {
      const wanted = Math.round((to - from) * framesPerMs);
      const frames = !isKept ? wanted : i === spans.length - 1 ? available - used : Math.min(wanted, available - used);
      const firstFrame = used;
      used += Math.max(0, frames);
      return { from, files, firstFrame, wanted, frames, isKept };
    })
    .filter(({ isKept }) => isKept);
}

/** The same without so many frames at its beginning: what is cut is read from no file. */
export function withoutBeginning(plan: Plan, frames: number): Plan {
  let left = Math.min(frames, plan.frames);
  const total = plan.frames - left;
  const pieces = plan.pieces.flatMap((piece): Piece[] => {
    const cut = Math.min(left, piece.frames);
    left -= cut;
    if (cut === piece.frames) return [];
    const rest = piece.frames - cut;
    return [
      piece.files === null
        ? { frames: rest, files: null }
        : { ...piece, frames: rest, firstFrame: piece.firstFrame + cut },
    ];
  });
  return { ...plan, pieces, frames: total };
}

const chunkFrames = 16_384;

/** The samples of a plan, with the customer left and the agent right: what the agent's leg heard, and what it sent. */
export async function* readTimeline(plan: Plan): AsyncGenerator<Buffer> {
  for (const piece of plan.pieces) {
    if (piece.files === null) yield* silence(piece.frames);
    else yield* readPiece(piece.files, piece.firstFrame, piece.frames);
  }
}

function* silence(frames: number): Generator<Buffer> {
  for (let left = frames; left > 0; left -= chunkFrames)
    yield Buffer.alloc(Math.min(left, chunkFrames) * rawFormat.frameBytes);
}

async function* readPiece({ heard, sent }: LegFiles, firstFrame: number, frames: number): AsyncGenerator<Buffer> {
  const left = await openIfThere(heard);
  const right = await openIfThere(sent);
  try {
    for (let done = 0; done < frames; done += chunkFrames) {
      const wanted = Math.min(chunkFrames, frames - done);
      yield interleave(
        await readSide(left, firstFrame + done, wanted),
        await readSide(right, firstFrame + done, wanted),
      );
    }
  } finally {
    await left?.close();
    await right?.close();
  }
}

/** One side that could not be written is no reason to lose the other. */
async function openIfThere(file: string): Promise<FileHandle | null> {
  return open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** As many samples as are wanted; those that the file does not have are silence. */
async function readSide(file: FileHandle | null, first: number, count: number): Promise<Buffer> {
  const samples = Buffer.alloc(count * legSampleBytes);
  if (file) await file.read(samples, 0, samples.length, first * legSampleBytes);
  return samples;
}

function interleave(left: Buffer, right: Buffer): Buffer {
  const both = Buffer.alloc(left.length * rawFormat.channels);
  for (let at = 0; at < left.length; at += legSampleBytes) {
    both.writeInt16LE(left.readInt16LE(at), at * 2);
    both.writeInt16LE(right.readInt16LE(at), at * 2 + legSampleBytes);
  }
  return both;
}
