// @ts-check
/** What the launcher says: one line for each step with its seconds, and one sentence with advice when something is in the way. */

/** Something that the user can mend: a sentence that says what is wrong and one that says what to do. Printed without a stack. */
export class Trouble extends Error {
  /**
   * @param {string} sentence what is wrong
   * @param {string} advice what to do about it
   */
  constructor(sentence, advice) {
    super(sentence);
    this.name = 'Trouble';
    this.advice = advice;
  }
}

/** @param {number} since a reading of performance.now() */
const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {string} line */
export const say = (line) => {
  process.stdout.write(`${line}\n`);
};

/** A step that takes longer is announced before it is done. */
const announcedAfterMs = 400;

/**
 * Runs one step and says how long it took; `work` returns a word about what it did, or nothing.
 * @param {string} label
 * @param {() => string | void | Promise<string | void>} work
 */
export async function step(label, work) {
  const since = performance.now();
  const announcing = setTimeout(() => say(`  … ${label}`), announcedAfterMs);
  try {
    const done = await work();
    say(`  ✓ ${label}${done ? `: ${done}` : ''} (${secondsSince(since)})`);
  } finally {
    clearTimeout(announcing);
  }
}

/**
 * Runs a whole command: a Trouble ends it with its two sentences and exit code 1, without a stack.
 * @param {() => Promise<void>} command
 */
export async function orExplain(command) {
  try {
    await command();
  } catch (error) {
    const trouble = asTrouble(error);
    if (!trouble) throw error;
    process.stderr.write(`\n  ✗ ${trouble.message}\n    → ${trouble.advice}\n`);
    process.exitCode = 1;
  }
}

const foreignFile = [
  'A file of this project or its data belongs to another user.',
  'Start as the user who started it first, or give the folder back with chown.',
];

/** What the system's refusals mean to a user, by their code. */
const systemTroubles = new Map([
  ['ENOSPC', ['The disk is full.', 'Free at least 2 GB and run the command again; what is done already is kept.']],
  [
    'EROFS',
    ['The project folder is on a read-only file system.', 'Copy the project to a folder that can be written to.'],
  ],
  ['EACCES', foreignFile],
  ['EPERM', foreignFile],
]);

/**
 * @param {unknown} error
 * @returns {Trouble | undefined} the error in words that a user can act upon; undefined for a defect of ours
 */
export function asTrouble(error) {
  if (error instanceof Trouble) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const [sentence, advice] = systemTroubles.get(code ?? '') ?? [];
  if (!sentence || !advice) return asForeignTrouble(error);
  return new Trouble(path ? `${sentence} (${path})` : sentence, advice);
}

/**
 * The installers of other folders throw errors of their own that carry an `advice`.
 * @param {Error & { advice?: unknown }} error
 */
function asForeignTrouble(error) {
  return typeof error.advice === 'string' ? new Trouble(error.message, error.advice) : undefined;
}
