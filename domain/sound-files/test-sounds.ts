/** Sound files for tests, as devices write them: silence, but whole in all that a reader looks at. */
const big = (bytes: number, value: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
const little = (bytes: number, value: number): number[] => big(bytes, value).toReversed();
const text = (word: string): number[] => [...word].map((letter) => letter.charCodeAt(0));
/** Sums of arrays that may be long. */
const joined = (...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};

export interface WavShape {
  encoding?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  /** What the header says of its samples, and chunks before them. */
  claimed?: number;
  before?: readonly number[];
  /** What it says of itself, before its samples and behind. */
  said?: string;
  frameBytes?: number;
}

/** So many seconds of silence. */
export function wavFile(seconds: number, shape: WavShape = {}): Uint8Array {
  const { encoding = 1, channels = 1, rate = 8000, bits = 16, before = [] } = shape;
  const frameBytes = shape.frameBytes ?? (channels * bits) / 8;
  const saying = shape.said === undefined ? [] : wavChunk('LIST', [...text('INFOINAM'), ...text(shape.said)]);
  const data = new Uint8Array(Math.round(seconds * rate) * frameBytes);
  return joined(
    text('RIFF'),
    little(4, 36 + data.length),
    text('WAVEfmt '),
    little(4, 16),
    [...little(2, encoding), ...little(2, channels), ...little(4, rate), ...little(4, rate * frameBytes)],
    [...little(2, frameBytes), ...little(2, bits)],
    before,
    saying,
    text('data'),
    little(4, shape.claimed ?? data.length),
    data,
    saying,
  );
}

/** Chunks that programs write before the samples. */
export const wavChunk = (name: string, content: readonly number[]): number[] => [
  ...text(name),
  ...little(4, content.length),
  ...content,
  ...(content.length % 2 === 1 ? [0] : []),
];
/** So many zeros. */
export const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** 32 kbit/s at 16 kHz (MPEG 2, layer III), one channel: frames of 144 bytes and 36 ms. */
const mp3Frame = joined([0xff, 0xf3, 0x48, 0xc0], new Uint8Array(140));
/** So many of them, without tags. */
export const mp3Frames = (count: number): Uint8Array => joined(...Array.from({ length: count }, () => mp3Frame));
/** A tag with so many bytes, as it stands before the sound. */
export const mp3Tag = (length: number): Uint8Array =>
  joined(text('ID3'), [4, 0, 0, 0, 0, length >> 7, length & 0x7f], new Uint8Array(length));
/** So many frames between tags, which may say something. */
export const mp3File = (count: number, said = ''): Uint8Array => {
  const [before, behind] = [mp3Tag(300), new Uint8Array(125)];
  before.set(text(said), 40);
  behind.set(text(said).slice(0, 125));
  return joined(before, mp3Frames(count), text('TAG'), behind);
};

const box = (name: string, ...content: readonly (readonly number[] | Uint8Array)[]): Uint8Array => {
  const inner = joined(...content);
  return joined(big(4, 8 + inner.length), text(name), inner);
};

export interface M4aShape {
  format?: string;
  handler?: string;
  scale?: number;
  /** Samples by the table of sizes, and how many bytes each has. */
  sized?: number;
  sampleBytes?: number;
  /** All of one size, which stands once. */
  isEven?: boolean;
  tracks?: number;
  /** Before its index, as telephones write it, or behind. */
  indexFirst?: boolean;
  /** What it says of itself, wherever something can be said. */
  said?: string;
  type?: string;
}

/** Of so many samples of 1024 ticks. */
export function m4aFile(samples: number, shape: M4aShape = {}): Uint8Array {
  const { format = 'mp4a', handler = 'soun', scale = 16_000, sized = samples, sampleBytes = 100, tracks = 1 } = shape;
  const said = text(shape.said ?? '');
  const tags = said.length === 0 ? [] : joined(box('udta', box('meta', said)), box('meta', said), box('free', said));
  const sizes = shape.isEven
    ? box('stsz', big(4, 0), big(4, sampleBytes), big(4, sized))
    : box('stsz', big(4, 0), big(4, 0), big(4, sized), ...Array.from({ length: sized }, () => big(4, sampleBytes)));
  const entry = box(format, new Uint8Array(8), new Uint8Array(8), big(2, 1), big(2, 16), new Uint8Array(8));
  const tables = box(
    'stbl',
    box('stsd', big(4, 0), big(4, 1), entry),
    box('stts', big(4, 0), big(4, 1), big(4, samples), big(4, 1024)),
    sizes,
  );
  const media = box(
    'mdia',
    box('mdhd', new Uint8Array(12), big(4, scale), big(4, 0), new Uint8Array(4)),
    box('hdlr', new Uint8Array(8), text(handler), new Uint8Array(12), said),
    box('minf', tables),
  );
  const track = box('trak', box('tkhd', new Uint8Array(84)), media, tags);
  const index = box('moov', box('mvhd', new Uint8Array(100)), tags, ...Array.from({ length: tracks }, () => track));
  const content = box('mdat', new Uint8Array(samples * 100));
  const start = box('ftyp', text(shape.type ?? 'M4A '), big(4, 0), text('isom'));
  return shape.indexFirst ? joined(start, tags, index, content, tags) : joined(start, content, index, tags, said);
}

/** AMR of a telephone: twenty milliseconds a frame. */
export const amrFile = (frames: number): Uint8Array =>
  joined(text('#!AMR\n'), ...Array.from({ length: frames }, () => joined([0x3c], new Uint8Array(31))));

/** Cut off before its end. */
export const withoutEnd = (file: Uint8Array, bytes: number): Uint8Array => file.subarray(0, file.length - bytes);
/** With so many bytes of one value behind it. */
export const followedBy = (file: Uint8Array, bytes: number, value = 0): Uint8Array =>
  joined(file, new Uint8Array(bytes).fill(value));
