import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import texts from './prompts/texts.json' with { type: 'json' };
import { buildPrompts, languages } from './prompts.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'bahu-prompts-'));

beforeAll(async () => {
  await buildPrompts({ folder });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

const samplesOf = (name: string): Int16Array => {
  const bytes = readFileSync(path.join(folder, `${name}.wav`)).subarray(44);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

/** Root mean square of each 20 ms in decibels below full scale. */
const levels = (samples: Int16Array): number[] =>
  Array.from({ length: Math.floor(samples.length / 160) }, (_, index) => {
    const part = samples.subarray(index * 160, index * 160 + 160);
    return 20 * Math.log10(Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / 160) / 32_768 + 1e-9);
  });

/** The usual pitch of a voice in hertz: the median of the strongest repetition between 60 and 400 Hz in its loud parts. */
function pitchOf(samples: Int16Array): number {
  const pitches: number[] = [];
  for (let at = 0; at + 800 < samples.length; at += 400) {
    const part = samples.subarray(at, at + 800);
    const scores = Array.from({ length: 114 }, (_, index) => {
      const lag = index + 20;
      let score = 0;
      for (let place = 0; place < 600; place += 1) score += part[place]! * part[place + lag]!;
      return score;
    });
    const best = Math.max(...scores);
    const energy = part.subarray(0, 600).reduce((sum, sample) => sum + sample * sample, 0);
    if (best > 0.6 * energy && energy > 600 * 1000 ** 2) pitches.push(8000 / (scores.indexOf(best) + 20));
  }
  return pitches.sort((a, b) => a - b)[pitches.length >> 1] ?? 0;
}

describe.each(languages)('the prompts in %s', (language) => {
  it.each(texts.prompts.map(({ name }) => name))('hold speech: %s', (name) => {
    const seen = levels(samplesOf(`${language}/${name}`));
    const loud = seen.filter((level) => level > -35);
    expect(loud.length * 0.02).toBeGreaterThan(0.6);
    expect(seen.filter((level) => level < -35).length).toBeGreaterThan(10);
    expect(Math.max(...seen)).toBeLessThan(-3);
  });

  it.each(texts.parts.map(({ name }) => name))(
    'hold parts of sentences that follow each other without a pause: %s',
    (name) => {
      const seen = levels(samplesOf(`${language}/${name}`));
      expect(seen.filter((level) => level > -35).length).toBeGreaterThan(5);
      expect(Math.max(...seen.slice(0, 1), ...seen.slice(-1))).toBeLessThan(-45);
      expect(seen.findIndex((level) => level > -45)).toBeLessThan(10);
    },
  );

  it('are all equally loud, about -20 dBFS', () => {
    for (const { name } of [...texts.prompts, ...texts.parts]) {
      const loud = levels(samplesOf(`${language}/${name}`)).filter((level) => level > -45);
      const power = loud.reduce((sum, level) => sum + 10 ** (level / 10), 0) / loud.length;
      expect(Math.abs(10 * Math.log10(power) + 20)).toBeLessThan(2.5);
    }
  });

  it('begin and end with a short silence', () => {
    const seen = levels(samplesOf(`${language}/welcome`));
    expect(Math.max(...seen.slice(0, 5), ...seen.slice(-5))).toBeLessThan(-60);
  });

  it('exist in every telephone format with the same length', () => {
    for (const { name } of [...texts.prompts, ...texts.parts]) {
      const samples = samplesOf(`${language}/${name}`).length;
      expect([
        statSync(path.join(folder, language, `${name}.alaw`)).size,
        statSync(path.join(folder, language, `${name}.ulaw`)).size,
      ]).toEqual([samples, samples]);
    }
  });

  it('let callers speak with another voice than the menu', () => {
    expect(pitchOf(samplesOf(`${language}/caller-1`))).toBeGreaterThan(
      pitchOf(samplesOf(`${language}/welcome`)) * 1.25,
    );
  });
});

describe('the music on hold', () => {
  it('is quiet, long enough, and goes over into its beginning', () => {
    const music = samplesOf('music/hold');
    const seen = levels(music);
    expect(music.length / 8000).toBeGreaterThan(60);
    expect(Math.max(...seen)).toBeLessThan(-12);
    expect(Math.min(...seen)).toBeGreaterThan(-45);
    expect(Math.abs(seen.at(-1)! - seen.at(-10)!)).toBeLessThan(6);
  });
});

describe('making the prompts', () => {
  it('does nothing when they are there', async () => {
    const before = statSync(path.join(folder, 'zh/welcome.wav')).mtimeMs;
    expect(await buildPrompts({ folder })).toBe('up to date');
    expect(statSync(path.join(folder, 'zh/welcome.wav')).mtimeMs).toBe(before);
  });

  it('finishes what was left half made', async () => {
    rmSync(path.join(folder, 'prompts.json'));
    rmSync(path.join(folder, 'en/goodbye.wav'));
    await buildPrompts({ folder });
    expect(samplesOf('en/goodbye').length).toBeGreaterThan(8000);
  }, 120_000);
});
