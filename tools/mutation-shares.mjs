// @ts-check
/** What share of the mutants some test noticed, by folder and whole, from the mutation tester's report. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Share
 * @property {number} noticed mutants that failed a test or ran without an end
 * @property {number} all mutants that were valid, those included that no test runs
 * @property {number} percent 100 where there are none
 */

/** @typedef {{ whole: Share, folders: ReadonlyMap<string, Share> }} Shares */

const noticed = new Set(['Killed', 'Timeout']);
const unnoticed = new Set(['Survived', 'NoCoverage']);

/**
 * @param {string} file a report in the schema of mutation testing elements
 * @returns {Shares}
 */
export function readShares(file) {
  return sharesOf(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * @param {{ files: Record<string, { mutants: readonly { status: string }[] }> }} report
 * @returns {Shares} folders by name, of two levels: `domain/queues`
 */
export function sharesOf({ files }) {
  /** @type {Map<string, string[]>} */
  const statuses = new Map();
  for (const [name, { mutants }] of Object.entries(files)) {
    const folder = name.split('/').slice(0, -1).slice(0, 2).join('/');
    statuses.set(folder, [...(statuses.get(folder) ?? []), ...mutants.map(({ status }) => status)]);
  }
  const folders = [...statuses].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    whole: shareOf(folders.flatMap(([, list]) => list)),
    folders: new Map(folders.map(([folder, list]) => [folder, shareOf(list)])),
  };
}

/**
 * @param {readonly string[]} statuses
 * @returns {Share}
 */
function shareOf(statuses) {
  const caught = statuses.filter((status) => noticed.has(status)).length;
  const all = caught + statuses.filter((status) => unnoticed.has(status)).length;
  return { noticed: caught, all, percent: all === 0 ? 100 : (100 * caught) / all };
}

/**
 * @param {Shares} shares
 * @returns {string} a line for each folder and one for the whole
 */
export function tableOf({ folders, whole }) {
  const rows = [...folders, /** @type {const} */ (['whole', whole])];
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (/** @type {string} */ name, /** @type {Share} */ share) =>
    `  ${name.padEnd(width)}  ${share.percent.toFixed(1).padStart(5)} %  ${String(share.noticed).padStart(5)} of ${share.all}`;
  return ['', '  Broken rules that a test notices:', ...rows.map(([name, share]) => line(name, share))].join('\n');
}

/**
 * @param {Shares} shares
 * @param {number} least share of the whole that is asked, in percent
 * @returns {string | undefined} a sentence when it is not reached
 */
export function shortfallOf({ whole }, least) {
  return whole.percent < least
    ? `${whole.percent.toFixed(1)} % of the broken rules are noticed, ${least} % are asked.`
    : undefined;
}
