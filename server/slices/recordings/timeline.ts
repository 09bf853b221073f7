/**
 * A call's recording from the files of its agents' legs. Each file holds only the times when its leg was in conversation, one after the
 * other; on the call's timeline the gaps between them (hold, an agent who was away) are silence.
 */
import { open } from 'node:fs/promises';

/** Moments are epoch milliseconds. */
export interface Segment { file: string; spans: readonly { from: number; to: number }[] }

/** A stretch of the timeline: silence, or frames of a file. */
export type Piece = { frames: number; file: null } | { frames: number; file: string; firstFrame: number };

/** The media engine writes two channels of 16-bit samples, 8000 a second, without a header. */
export const rawFormat = { channels: 2, sampleRate: 8000, frameBytes: 4 } as const;
const framesPerMs = rawFormat.sampleRate / 1000;
/** Seconds that may be missing at the end of a file whose writer was killed, and of the clocks of two machines. */
const tolerance = 2.1;

export interface Plan { pieces: Piece[]; frames: number; isComplete: boolean }

/** Lays the files on the timeline from `startedAt` to `endedAt`; `framesOf` says how long each file really is. */
export function planTimeline(segments: readonly Segment[], startedAt: number, endedAt: number, framesOf: (file: string) => number): Plan {
  const pieces: Piece[] = [];
  let cursor = 0;
  let missing = 0;
  const silenceUntil = (frame: number): void => {
    if (frame <= cursor) return;
    pieces.push({ frames: frame - cursor, file: null });
    cursor = frame;
  };
  for (const { file, spans } of [...segments].sort((a, b) => a.spans[0]!.from - b.spans[0]!.from)) {
    const available = framesOf(file);
    let used = 0;
    for (const [i, span] of spans.entries()) {
      silenceUntil(Math.round((span.from - startedAt) * framesPerMs));
      const wanted = Math.round((span.to - span.from) * framesPerMs);
      const frames = i === spans.length - 1 ? available - used : Math.min(wanted, available - used);
      if (frames > 0) pieces.push({ frames, file, firstFrame: used });
      used += Math.max(0, frames);
      cursor += Math.max(0, frames);
      missing = Math.max(missing, (wanted - frames) / rawFormat.sampleRate);
    }
  }
  silenceUntil(Math.round((endedAt - startedAt) * framesPerMs));
  return { pieces, frames: cursor, isComplete: missing <= tolerance };
}

const chunkFrames = 16_384;

/** The samples of a plan with the customer left and the agent right; in the files the agent's leg speaks on the left and hears on the right. */
export async function* readTimeline(plan: Plan): AsyncGenerator<Buffer> {
  for (const piece of plan.pieces) {
    if (piece.file === null) yield* silence(piece.frames);
    else yield* readPiece(piece.file, piece.firstFrame, piece.frames);
  }
}

function* silence(frames: number): Generator<Buffer> {
  for (let left = frames; left > 0; left -= chunkFrames) yield Buffer.alloc(Math.min(left, chunkFrames) * rawFormat.frameBytes);
}

async function* readPiece(file: string, firstFrame: number, frames: number): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (let done = 0; done < frames;) {
      const wanted = Math.min(chunkFrames, frames - done) * rawFormat.frameBytes;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, (firstFrame + done) * rawFormat.frameBytes);
      if (bytesRead < rawFormat.frameBytes) return;
      const whole = bytesRead - (bytesRead % rawFormat.frameBytes);
      yield swapChannels(buffer.subarray(0, whole));
      done += whole / rawFormat.frameBytes;
    }
  } finally {
    await handle.close();
  }
}

function swapChannels(samples: Buffer): Buffer {
  for (let at = 0; at + 3 < samples.length; at += 4) {
    const left = samples.readInt16LE(at);
    samples.writeInt16LE(samples.readInt16LE(at + 2), at);
    samples.writeInt16LE(left, at + 2);
  }
  return samples;
}
