/**
 * Which surfaces a walk of `npm test` looks at, so that a walk takes as long with forty slices as with ten: all of the slices that changed last,
 * and of the others as many as there is time for, drawn by `BAHU_SEED`. Everything with `BAHU_WALK=all`, and where git does not know what changed.
 */
import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { drawing } from '@bahu/server/test-draw.ts';
import type { Samples } from './samples.ts';
import { slicePages } from './slice-pages.ts';
import type { Surface } from './surface.ts';
import { surfaces } from './surfaces.ts';

/** So many slices count as changed last. */
const freshSlices = 2;
const web = fileURLToPath(new URL('../../web/', import.meta.url));
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'safe.directory=*', ...args], { cwd: web, encoding: 'utf8' }).trim();

/** Folders of the slices whose pages changed last, those of changes that are not committed among them; null where git cannot tell. */
function freshFolders(): ReadonlySet<string> | null {
  const folders = [...new Set(slicePages.map(({ folder }) => folder))];
  try {
    if (git('rev-parse', '--is-shallow-repository') !== 'false') return null;
    const changes = folders.map((folder) => ({
      folder,
      isOpen: git('status', '--porcelain', '--', folder) !== '',
      at: Number(git('log', '-1', '--format=%ct', '--', folder)),
    }));
    const last = changes.toSorted((one, other) => other.at - one.at).slice(0, freshSlices);
    return new Set([...last, ...changes.filter(({ isOpen }) => isOpen)].map(({ folder }) => folder));
  } catch {
    return null;
  }
}

/** The folder of the slice whose page stands at an address. */
function folderAt(address: string): string | undefined {
  const first = (path: string): string => path.split(/[/?]/)[1]!;
  return slicePages.find(({ path }) => first(path) === first(address))?.folder;
}

/**
 * The surfaces of a walk in their order: those of fresh slices and, of the others, at most so many.
 * @param walk names the draw, so that two walks draw differently
 */
export function drawn(
  walk: string,
  most: number,
  samples: Samples,
  isOfWalk: (surface: Surface) => boolean,
): Surface[] {
  const all = surfaces.filter(isOfWalk);
  const fresh = env['BAHU_WALK'] === 'all' ? null : freshFolders();
  if (fresh === null) return all;
  const isFresh = (surface: Surface): boolean => fresh.has(folderAt(surface.address(samples)) ?? '');
  const chosen = drawing(`walk ${walk}`).some(
    all.filter((surface) => !isFresh(surface)),
    most,
  );
  return all.filter((surface) => isFresh(surface) || chosen.includes(surface));
}
