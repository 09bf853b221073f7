/** The pages of the slices, read as text: pages are for a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A page as its slice says of it. */
interface SlicePage {
  path: string;
  /** The record that opens beside the list. */
  record: string | undefined;
  /** Where the slice stands, below `web/`. */
  folder: string;
}
export const web = new URL('../../web/', import.meta.url);
const sliceFolders = readdirSync(new URL('slices/', web), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[^/]+\/[^/]+\/index\.ts$/.test(file))
  .map((file) => `slices/${dirname(file)}`);
export const slicePages: readonly SlicePage[] = [...sliceFolders, 'desk'].flatMap((folder) =>
  readFileSync(new URL(`${folder}/index.ts`, web), 'utf8')
    .split(/\bpath: /)
    .slice(1)
    // To the end of the page: what else the slice declares stands behind it.
    .map((rest) => rest.split('\n    }')[0]!)
    .map((page) => ({
      folder,
      path: /^'([^']+)'/.exec(page)![1]!,
      record: /\brecord: '([^']+)'/.exec(page)?.[1],
    })),
);
