import { slices } from '@bahu/contract/slices/index.ts';
import { areas } from '@bahu/contract/slices/define-slice.ts';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-tree.ts';

const files = sourceFiles();
const declared = slices.map(({ area, name }) => `${area}/${name}`);
const folder = /^(?:server|web)\/slices\/([^/]+\/[^/]+)\//;
const declaration = /^contract\/slices\/([^/]+\/[^/]+)\.ts$/;
const named = (pattern: RegExp): string[] => [...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? []))];

describe('the list of slices', () => {
  it('holds every slice that has a folder on one side', () => {
    expect(named(folder).filter((slice) => !declared.includes(slice))).toEqual([]);
  });

  it('holds every declaration, at the place that its name and area say, and nothing else', () => {
    expect(named(declaration).toSorted()).toEqual(declared.toSorted());
  });

  it('holds no slice without a folder', () => {
    expect(declared.filter((slice) => !named(folder).includes(slice))).toEqual([]);
  });

  it('stands in the order of the areas', () => {
    const places = slices.map(({ area }) => areas.indexOf(area));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
