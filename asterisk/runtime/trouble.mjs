// @ts-check
/** Something that the user can mend. `message` says what is wrong in one sentence, `advice` what to do about it. */
export class RuntimeTrouble extends Error {
  /**
   * @param {string} message
   * @param {string} advice
   */
  constructor(message, advice) {
    super(message);
    this.name = 'RuntimeTrouble';
    this.advice = advice;
  }
}

const otherWays = 'install Asterisk 22.10.1 or newer yourself and set BAHU_ASTERISK to its program';

/** @param {string} system what this machine is */
export const unsupported = (system) =>
  new RuntimeTrouble(
    `A private Asterisk cannot be installed on ${system}.`,
    `Use Debian or a relative of it on x86-64 or ARM64, or ${otherWays}.`,
  );

export const noPackages = () =>
  new RuntimeTrouble(
    'This machine has no apt with a Debian archive, and no Asterisk 22.10.1 or newer.',
    `Add a Debian archive to the sources of apt, or ${otherWays}.`,
  );

/** @param {string[]} suites what was tried */
export const noSuite = (suites) =>
  new RuntimeTrouble(
    `The Debian archive of this machine offers no Asterisk 22.10.1 or newer (tried ${suites.join(', ')}).`,
    `Choose another Debian mirror in the sources of apt, or ${otherWays}.`,
  );

export const noNetwork = () =>
  new RuntimeTrouble(
    'The Debian archive cannot be reached.',
    'Check the network and the proxy of this machine, then run the command again; what is downloaded is kept.',
  );

/** @param {string} folder */
export const diskFull = (folder) =>
  new RuntimeTrouble(
    `The disk is full (${folder}).`,
    'Free at least 300 MB and run the command again; what is downloaded is kept.',
  );

/**
 * @param {string} folder
 * @param {string} reason
 */
export const notWritable = (folder, reason) =>
  new RuntimeTrouble(
    `The folder ${folder} cannot be written to (${reason}).`,
    'Start as the owner of the folder, or give it to the user who starts.',
  );

/**
 * @param {string} program
 * @param {string} found
 */
export const tooOld = (program, found) =>
  new RuntimeTrouble(
    `${program} is ${found}, and Bahu needs Asterisk 22.10.1 or newer.`,
    'Install a newer one, or unset BAHU_ASTERISK so that Bahu gets its own.',
  );

/**
 * @param {string} command
 * @param {string} output
 */
export const failed = (command, output) =>
  new RuntimeTrouble(
    `${command} failed: ${lastLine(output)}`,
    'Run the command again; if that does not help, delete the runtime folder and try once more.',
  );

/** @param {string} output */
const lastLine = (output) => output.trim().split('\n').at(-1) || 'no reason given';
