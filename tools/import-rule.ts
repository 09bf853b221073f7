/** Who may import whom (docs/architecture.md): a table of zones, and the function that applies it to one import. */
import { posix } from 'node:path';
import { areas } from '@bahu/contract/slices/define-slice.ts';

/**
 * One row: files whose path matches `from` may import files that match one of `own`, and npm packages that match `npm`.
 * `$1` in a target stands for what the first group of `from` matched. The first matching row counts.
 */
interface Zone {
  readonly from: RegExp;
  readonly own: readonly string[];
  readonly npm: RegExp;
}

const anything = /./;
const browserOnly = /^(?!node:)/;
/** Runs before `npm ci` on a fresh clone, so only what Node itself brings. */
const nodeOnly = /^node:/;
const rules = ['^domain/', '^contract/'];

const zones: readonly Zone[] = [
  { from: /^(?:tools|asterisk)\/.*\.mjs$/, own: ['^tools/.*\\.mjs$', '^asterisk/.*\\.mjs$'], npm: nodeOnly },
  {
    from: /^domain\/(?:.*\.test|(?:.*\/)?test-[^/]+)\.ts$/,
    own: ['^domain/'],
    npm: /^(vitest|fast-check|temporal-polyfill|node:fs|node:url)$/,
  },
  { from: /^domain\//, own: ['^domain/'], npm: /^(temporal-polyfill|libphonenumber-js)(\/|$)/ },
  { from: /^contract\/.*\.test\.ts$/, own: rules, npm: /^(vitest|fast-check|typebox.*)$/ },
  { from: /^contract\//, own: rules, npm: /^typebox(\/|$)/ },
  {
    from: /^server\/(?:.*\.test|(?:.*\/)?test-[^/]+)\.ts$/,
    own: ['^server/', '^asterisk/', '^carrier/', '^e2e/', ...rules],
    npm: anything,
  },
  { from: /^server\/kernel\//, own: ['^server/kernel/', ...rules], npm: anything },
  { from: /^server\/spreadsheet\//, own: ['^server/spreadsheet/', '^server/kernel/', ...rules], npm: anything },
  { from: /^server\/postgres\//, own: ['^server/postgres/', '^server/kernel/', ...rules], npm: anything },
  { from: /^server\/telephony\//, own: ['^server/telephony/', '^server/kernel/', ...rules], npm: anything },
  { from: /^server\/realtime\//, own: ['^server/realtime/', '^server/kernel/', ...rules], npm: anything },
  {
    from: /^server\/slices\/([^/]+\/[^/]+)\//,
    npm: anything,
    own: [
      '^server/slices/$1/',
      '^server/slices/[^/]+/[^/]+/index\\.ts$',
      '^server/slices/server-slice\\.ts$',
      '^server/kernel/',
      '^server/spreadsheet/',
      ...rules,
    ],
  },
  { from: /^server\//, own: ['^server/', '^asterisk/', '^carrier/', ...rules], npm: anything },
  { from: /^web\/ui\//, own: ['^web/(ui|lib|text)/', ...rules], npm: browserOnly },
  { from: /^web\/lib\//, own: ['^web/(lib|text)/', ...rules], npm: browserOnly },
  { from: /^web\/text\//, own: ['^web/text/', ...rules], npm: browserOnly },
  {
    from: /^web\/slices\/([^/]+\/[^/]+)\//,
    npm: browserOnly,
    own: ['^web/slices/$1/', '^web/slices/[^/]+/[^/]+/public\\.ts$', '^web/(ui|lib|text)/', ...rules],
  },
  {
    from: /^web\/desk\//,
    own: ['^web/desk/', '^web/slices/[^/]+/[^/]+/public\\.ts$', '^web/(ui|lib|text)/', ...rules],
    npm: browserOnly,
  },
  { from: /^web\/vite\.config\.ts$/, own: [], npm: anything },
  { from: /^web\//, own: ['^web/', ...rules], npm: browserOnly },
  { from: /^asterisk\//, own: ['^asterisk/'], npm: anything },
  { from: /^carrier\//, own: ['^carrier/', '^asterisk/', ...rules], npm: anything },
  {
    from: /^e2e\//,
    own: ['^e2e/', '^server/', '^carrier/', '^asterisk/', '^tools/', '^web/text/', ...rules],
    npm: anything,
  },
  {
    from: /^bench\//,
    own: ['^bench/', '^e2e/', '^server/', '^carrier/', '^asterisk/', '^tools/', ...rules],
    npm: anything,
  },
  { from: /^tools\//, own: ['^tools/', '^server/', '^carrier/', '^asterisk/', '^web/text/', ...rules], npm: anything },
];

const areaOf = (path: string): number => {
  const area = /^(?:server|web)\/slices\/([^/]+)\/[^/]+\//.exec(path)?.[1];
  return areas.findIndex((name) => name === area);
};

/** A slice imports its own area and those before it; what it needs of a later one comes by an event or by what that one offers. */
const isLaterArea = (file: string, target: string): boolean => areaOf(file) >= 0 && areaOf(target) > areaOf(file);

const packageOf = (path: string): string => path.slice(0, path.indexOf('/'));

/** Why `file` may not import `specifier`, or undefined when it may. */
export function objection(file: string, specifier: string): string | undefined {
  const zone = zones.find(({ from }) => from.test(file));
  if (!zone) return `${file} belongs to no zone of the import rule`;
  const target = resolve(file, specifier);
  if (target === undefined) return zone.npm.test(specifier) ? undefined : `${file} may not import ${specifier}`;
  const isRelative = specifier.startsWith('.');
  if (isRelative && packageOf(target) !== packageOf(file)) return crossing(file, target);
  if (!isRelative && packageOf(target) === packageOf(file))
    return `${file} imports its own package by name: ${specifier}`;
  if (isTestOnly(target) && !isTestOnly(file)) return `${file} is no test and imports the test ${target}`;
  const word = zone.from.exec(file)?.[1] ?? '';
  const isAllowed = zone.own.some((pattern) => new RegExp(pattern.replace('$1', word)).test(target));
  if (!isAllowed) return `${file} may not import ${target}`;
  return !isTestOnly(file) && isLaterArea(file, target) ? `${file} imports ${target} of a later area` : undefined;
}

/** The launcher's scripts run before npm has linked the packages, so they alone reach their neighbours by path. */
function crossing(file: string, target: string): string | undefined {
  const isLauncher = file.endsWith('.mjs') && target.endsWith('.mjs');
  return isLauncher ? undefined : `${file} reaches ${target} by path; import @bahu/${target} instead`;
}

const isTestOnly = (path: string): boolean => /\.test\.tsx?$|\/test-[^/]+\.ts$|^(e2e|bench)\//.test(path);

/** The file that a specifier names, from the root; undefined for npm packages and node: modules. */
function resolve(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier);
  return specifier.startsWith('@bahu/') ? specifier.slice('@bahu/'.length) : undefined;
}
