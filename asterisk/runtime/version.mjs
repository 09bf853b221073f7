// @ts-check
/** Which versions of Asterisk Bahu runs on. */

const minimum = [22, 10, 1];

/**
 * @param {string} text what `asterisk -V` prints, or the version of a package with its epoch
 * @returns {string | undefined} like 22.10.1, undefined when there is none in the text
 */
export function versionIn(text) {
  return /(?:^|\s|:)(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/**
 * @param {string | undefined} version like 22.10.1
 * @returns {boolean}
 */
export function isNewEnough(version) {
  if (version === undefined) return false;
  const parts = version.split('.').map(Number);
  const index = minimum.findIndex((wanted, at) => (parts[at] ?? 0) !== wanted);
  return index === -1 || (parts[index] ?? 0) > (minimum[index] ?? 0);
}
