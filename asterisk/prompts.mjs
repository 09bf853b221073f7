// @ts-check
/**
 * Makes the spoken prompts, the tones and the music, at installation time, with a free synthesiser and arithmetic.
 * `LANGUAGE/NAME` are the prompts, `music` is the music on hold, `browser` is for the web application.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beep, holdMusic, ring, ringback, slowMusic } from './prompts/music.mjs';
import { asAlaw, asUlaw, asWav, telephoneRate } from './prompts/sound.mjs';
import { loadSpeaker } from './prompts/speech.mjs';

/** Seconds of silence before and behind what is said within a sentence: numbers and what stands around them. */
const partSilence = 0.04;

/** Languages that every prompt is made in. */
export const languages = /** @type {const} */ (['zh', 'en']);

/**
 * Makes everything that is missing or older than its source. When all is there, nothing happens.
 * @param {{ folder: string, say?: (text: string) => void }} options
 * @returns {Promise<string>} what was done, in a few words
 */
export async function buildPrompts({ folder, say = () => {} }) {
  const target = resolve(folder);
  const stamp = join(target, 'prompts.json');
  const wanted = sourceDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date';
  const previousMask = process.umask(0o022);
  try {
    rmSync(stamp, { force: true });
    const count = await speakAll(target, say);
    makeTones(target);
    writeFileSync(stamp, wanted);
    return `${count} prompts spoken`;
  } finally {
    process.umask(previousMask);
  }
}

/**
 * @param {string} target
 * @param {(text: string) => void} say
 */
async function speakAll(target, say) {
  const { voices, prompts, parts } = JSON.parse(readFileSync(new URL('prompts/texts.json', import.meta.url), 'utf8'));
  const speak = await loadSpeaker();
  for (const language of languages) {
    const voice = voices.menu[language];
    for (const part of parts) writeSound(join(target, language), part.name, speak(part[language], voice, partSilence));
    say(`speaking ${prompts.length} prompts in ${language === 'zh' ? 'Mandarin' : 'English'}`);
    for (const prompt of prompts)
      writeSound(join(target, language), prompt.name, speak(prompt[language], voices[prompt.speaker][language]));
  }
  return (prompts.length + parts.length) * languages.length;
}

/** @param {string} target */
function makeTones(target) {
  const slow = slowMusic();
  for (const language of languages) {
    writeSound(join(target, language), 'beep', beep());
    writeSound(join(target, language), 'music-slow', slow);
  }
  writeSound(join(target, 'music'), 'hold', holdMusic());
  const browser = join(target, 'browser');
  mkdirSync(browser, { recursive: true });
  writeFileSync(join(browser, 'ring.wav'), asWav(ring(), 16_000));
  writeFileSync(join(browser, 'ringback.wav'), asWav(ringback(), telephoneRate));
}

/**
 * In the formats of every telephone codec that we use, so that playing it costs no transcoding.
 * @param {string} folder
 * @param {string} name
 * @param {Float32Array} sound
 */
function writeSound(folder, name, sound) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.wav`), asWav(sound, telephoneRate));
  writeFileSync(join(folder, `${name}.alaw`), asAlaw(sound));
  writeFileSync(join(folder, `${name}.ulaw`), asUlaw(sound));
}

/** Of everything that decides how the sounds come out. */
function sourceDigest() {
  const folder = fileURLToPath(new URL('prompts/', import.meta.url));
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(folder)
    .filter((file) => /\.(mjs|json)$/.test(file))
    .sort())
    hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '.runtime/prompts'] = process.argv.slice(2);
  console.log(await buildPrompts({ folder, say: (text) => console.log(`  ${text}`) }));
}
