import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from './reading.ts';
import { readSoundFile, type SoundFault, type SoundFile } from './sound-file.ts';
import {
  amrFile,
  followedBy,
  m4aFile,
  mp3File,
  mp3Frames,
  mp3Tag,
  wavChunk,
  wavFile,
  withoutEnd,
  zeros,
} from './test-sounds.ts';

/** Reads a file that is held whole, and counts what was asked for. */
function readWhole(file: Uint8Array): { answer: SoundFile | SoundFault; asked: number } {
  const reading: Reading<SoundFile | SoundFault> = readSoundFile(file.length);
  let step = reading.next();
  let asked = 0;
  while (!step.done) {
    const { at, length } = step.value;
    asked += 1;
    step = reading.next(file.subarray(at, at + length));
  }
  return { answer: step.value, asked };
}
const read = (file: Uint8Array): SoundFile | SoundFault => readWhole(file).answer;

/** What is kept of a file. */
const kept = (file: Uint8Array, { pieces }: SoundFile): Buffer =>
  Buffer.concat(
    pieces.map((piece) => {
      if (piece instanceof Uint8Array) return piece;
      return 'zeros' in piece ? new Uint8Array(piece.zeros) : file.subarray(piece.at, piece.at + piece.bytes);
    }),
  );
const said = 'whose sound it is: +86 13800138000';

describe('[U1] what is kept of a sound file', () => {
  test.each<[string, Uint8Array, Uint8Array | null]>([
    ['WAV', wavFile(2, { said }), wavFile(2)],
    ['WAV of floating point', wavFile(1, { encoding: 3, bits: 32, said }), wavFile(1, { encoding: 3, bits: 32 })],
    ['MP3', mp3File(100, said), mp3Frames(100)],
    ['M4A', m4aFile(500, { said }), null],
    ['M4A with its index first', m4aFile(500, { said, indexFirst: true }), null],
  ])('is its sound, and nothing that it says of itself: %s', (_kind, file, bare) => {
    const sound = read(file) as SoundFile;
    const rest = kept(file, sound);
    expect([Buffer.from(file).includes('13800138000'), rest.includes('13800138000')]).toEqual([true, false]);
    expect(read(rest)).toMatchObject({ kind: sound.kind, seconds: sound.seconds, channels: sound.channels });
    if (bare) expect(rest.equals(bare)).toBe(true);
    // The index of M4A says where the samples are, which therefore stay there.
    else expect([rest.length, rest.indexOf('mdat')]).toEqual([file.length, Buffer.from(file).indexOf('mdat')]);
  });
});

describe('[A4.6] the length and the kind of a sound file', () => {
  test.each<[string, Uint8Array, Partial<SoundFile>]>([
    [
      'WAV of a recorder',
      wavFile(3),
      { kind: 'wav', seconds: 3, channels: 1, samples: { at: 44, bytes: 48_000, sampleRate: 8000 } },
    ],
    [
      'WAV of two channels at 44.1 kHz',
      wavFile(2, { channels: 2, rate: 44_100 }),
      { kind: 'wav', seconds: 2, channels: 2 },
    ],
    [
      'WAV with further chunks',
      wavFile(1, { before: [...wavChunk('LIST', zeros(26)), ...wavChunk('fact', zeros(4))] }),
      { seconds: 1 },
    ],
    ['WAV whose recorder was killed', wavFile(2, { claimed: 0 }), { seconds: 2 }],
    ['WAV that claims more than there is', wavFile(2, { claimed: 0xffff_ff00 }), { seconds: 2 }],
    ['WAV that is cut off', withoutEnd(wavFile(2), 16_001), { seconds: 0.999_875 }],
    ['WAV of A-law', wavFile(2, { encoding: 6, bits: 8 }), { seconds: 2, samples: null }],
    ['WAV of floating point', wavFile(2, { encoding: 3, bits: 32, rate: 48_000 }), { seconds: 2, samples: null }],
    ['MP3 between tags', mp3File(100), { kind: 'mp3', seconds: 3.6, channels: 1, samples: null }],
    ['MP3 without tags', mp3Frames(5000), { kind: 'mp3', seconds: 180 }],
    ['MP3 whose last frame is cut off', withoutEnd(mp3Frames(100), 60), { seconds: 3.564 }],
    ['M4A of a telephone', m4aFile(500), { kind: 'm4a', seconds: 32, channels: 1, samples: null }],
    ['M4A with its index first', m4aFile(500, { indexFirst: true }), { kind: 'm4a', seconds: 32 }],
    ['M4A of even samples', m4aFile(500, { isEven: true }), { seconds: 32 }],
    ['3GP with AAC', m4aFile(500, { type: '3gp4' }), { kind: 'm4a', seconds: 32 }],
  ])('are read from its bytes: %s', (_what, file, expected) => {
    expect(read(file)).toMatchObject(expected);
  });

  test.each<[string, Uint8Array, SoundFault]>([
    ['nothing', new Uint8Array(), 'unreadable'],
    ['a text', new TextEncoder().encode('RIFF or not, this is no sound at all'), 'unreadable'],
    ['zeros', new Uint8Array(100_000), 'unreadable'],
    ['ones', new Uint8Array(100_000).fill(255), 'unreadable'],
    ['a head of WAV alone', wavFile(1).subarray(0, 40), 'unreadable'],
    ['WAV without a format', wavFile(1).subarray(0, 12), 'unreadable'],
    ['WAV of a hundred channels', wavFile(1, { channels: 100 }), 'unreadable'],
    ['WAV of no rate', wavFile(1, { rate: 0 }), 'unreadable'],
    ['WAV whose samples do not fit their channels', wavFile(1, { frameBytes: 1 }), 'unreadable'],
    [
      'WAV with chunks without end',
      wavFile(1, { before: Array.from({ length: 70 }, () => wavChunk('LIST', zeros(0))).flat() }),
      'unreadable',
    ],
    ['WAV of GSM', wavFile(1, { encoding: 0x31 }), 'not-playable'],
    ['AMR', amrFile(100), 'not-playable'],
    ['3GP with AMR', m4aFile(500, { format: 'samr', type: '3gp4' }), 'not-playable'],
    ['M4A of Apple Lossless', m4aFile(500, { format: 'alac' }), 'not-playable'],
    ['a film', m4aFile(500, { tracks: 2 }), 'unreadable'],
    ['a film without sound', m4aFile(500, { handler: 'vide', format: 'avc1' }), 'unreadable'],
    ['M4A whose recorder was killed before its index', withoutEnd(m4aFile(500), 2000), 'unreadable'],
    ['M4A that is cut off behind its index', withoutEnd(m4aFile(500, { indexFirst: true }), 10_000), 'unreadable'],
    ['M4A that claims more samples than it has', m4aFile(500, { sized: 400 }), 'unreadable'],
    ['M4A with a clock that stands', m4aFile(500, { scale: 0 }), 'unreadable'],
    ['a few frames of MP3', mp3Frames(5), 'unreadable'],
    ['MP3 with something else behind it', followedBy(mp3Frames(100), 100_000, 7), 'unreadable'],
    ['tags alone', mp3Tag(3000), 'unreadable'],
  ])('are not made up: %s', (_what, file, fault) => {
    expect(read(file)).toBe(fault);
  });

  test('a file cut off anywhere is read or refused, and never for longer than it is', () => {
    const files = [wavFile(1), mp3File(60), m4aFile(60), m4aFile(60, { indexFirst: true }), amrFile(50)];
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 1, noNaN: true }), (file, part) => {
        const { answer } = readWhole(file.subarray(0, Math.floor(file.length * part)));
        expect(typeof answer === 'string' || (answer.seconds >= 0 && answer.seconds <= 4)).toBe(true);
      }),
    );
  });

  test('bytes that were changed end no reader, and are asked for in few pieces', () => {
    const files = [wavFile(0.2), mp3File(40), m4aFile(40), m4aFile(40, { indexFirst: true })];
    const changes = fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...files), changes, (original, changed) => {
        const file = Uint8Array.from(original);
        for (const [at, value] of changed) if (at < file.length) file[at] = value;
        const { answer, asked } = readWhole(file);
        expect(asked).toBeLessThan(2000);
        if (typeof answer === 'string') return;
        expect(Number.isFinite(answer.seconds)).toBe(true);
        const { kind, seconds } = answer;
        expect(read(kept(file, answer))).toMatchObject({ kind, seconds });
      }),
    );
  });
});
