/** All texts of both languages at once, for tests. The application loads them by part. */
import type { Texts } from './texts.ts';

type Tree = Record<string, unknown>;
const chinese = import.meta.glob<Tree>('../{app,desk,operator,slices,text,ui}/**/*.zh.ts', {
  eager: true,
  import: 'zh',
});
const english = import.meta.glob<Tree>('../{app,desk,operator,slices,text,ui}/**/*.en.ts', {
  eager: true,
  import: 'en',
});

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const joined = (parts: readonly Tree[]): Tree => {
  const all: Tree = {};
  for (const part of parts)
    for (const [key, value] of Object.entries(part)) {
      const there = all[key];
      all[key] = isTree(there) && isTree(value) ? joined([there, value]) : value;
    }
  return all;
};

export const zh = joined(Object.values(chinese)) as unknown as Texts;
export const en = joined(Object.values(english)) as unknown as Texts;
export type { Texts } from './texts.ts';
