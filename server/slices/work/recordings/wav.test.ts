import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureWav, readWavHeader, secondsOf, wavHeader } from './wav.ts';

async function fileOf(content: Buffer): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'bahu-wav-')), 'a.wav');
  await writeFile(file, content);
  return file;
}

test('reads what it writes', () => {
  expect(readWavHeader(wavHeader(2, 8000, 32_000))).toEqual({
    channels: 2,
    sampleRate: 8000,
    dataOffset: 44,
    dataBytes: 32_000,
  });
  expect(secondsOf({ channels: 2, sampleRate: 8000 }, 32_000)).toBe(1);
});

test('finds the samples behind chunks that it does not know', () => {
  const whole = wavHeader(1, 8000, 4);
  const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);
  expect(readWavHeader(Buffer.concat([whole.subarray(0, 36), list, whole.subarray(36)]))).toMatchObject({
    dataOffset: 56,
    dataBytes: 4,
  });
});

test('a file whose writer was killed has its whole length and is not whole; one that was ended is', async () => {
  const samples = Buffer.alloc(32_001, 1);
  const cut = wavHeader(2, 8000, 0);
  cut.writeUInt32LE(0, 4);
  expect(await measureWav(await fileOf(Buffer.concat([cut, samples])))).toMatchObject({
    channels: 2,
    sampleRate: 8000,
    dataBytes: 32_000,
    isWhole: false,
  });
  const whole = Buffer.concat([wavHeader(2, 8000, 32_000), samples.subarray(0, 32_000)]);
  expect(await measureWav(await fileOf(whole))).toMatchObject({ dataBytes: 32_000, isWhole: true });
});

test('a file cut within its header, an empty one and one of another kind are no recordings', async () => {
  for (const content of [Buffer.alloc(0), wavHeader(1, 8000, 0).subarray(0, 30), Buffer.from('OggS'.repeat(50))])
    expect(await measureWav(await fileOf(content))).toBeNull();
});

test('any bytes are read without a fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isWav) => {
      const buffer = Buffer.from(bytes);
      if (isWav && buffer.length >= 12) buffer.write('RIFF\0\0\0\0WAVE', 0, 'latin1');
      const format = readWavHeader(buffer);
      return format === null || (format.channels > 0 && format.sampleRate > 0 && format.dataOffset <= buffer.length);
    }),
    { numRuns: 2000 },
  );
});
