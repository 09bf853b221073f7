import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWavHeader, repairWav, secondsOf, wavHeader } from './wav.ts';

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

test('a file whose writer was killed plays for its whole length after the repair', async () => {
  const samples = Buffer.alloc(32_001, 1);
  const cut = wavHeader(2, 8000, 0);
  cut.writeUInt32LE(0, 4);
  const file = await fileOf(Buffer.concat([cut, samples]));
  expect(await repairWav(file)).toMatchObject({ channels: 2, sampleRate: 8000, dataBytes: 32_000, wasRepaired: true });
  expect(await readFile(file)).toEqual(Buffer.concat([wavHeader(2, 8000, 32_000), samples.subarray(0, 32_000)]));
  expect(await repairWav(file)).toMatchObject({ dataBytes: 32_000, wasRepaired: false });
});

test('a file cut within its header, an empty one and one of another kind are no recordings', async () => {
  for (const content of [Buffer.alloc(0), wavHeader(1, 8000, 0).subarray(0, 30), Buffer.from('OggS'.repeat(50))])
    expect(await repairWav(await fileOf(content))).toBeNull();
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
