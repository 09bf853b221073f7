import { posix } from 'node:path';
import { slices } from '@bahu/contract/slices/index.ts';
import { areas } from '@bahu/contract/slices/define-slice.ts';
import { describe, expect, it } from 'vitest';
import { importsOf, readSource, sourceFiles } from './source-tree.ts';

const files = sourceFiles();
const declared = slices.map(({ area, name }) => `${area}/${name}`);
const folder = /^(?:server|web)\/slices\/([^/]+\/[^/]+)\//;
const declaration = /^contract\/slices\/([^/]+\/[^/]+)\.ts$/;
const isList = /^(?:contract|server|web)\/slices\/index\.ts$/;
/**
 * The slices that the composition (server/compose, server/demo, the types of server-slice.ts, the shell of the web) names, because calls, sign-in and
 * the first company are put together from them. The list only becomes shorter.
 */
const ofTheProgram: readonly string[] = [
  'crm/customers',
  'insight/monitor',
  'people/roles',
  'people/session',
  'people/todos',
  'people/users',
  'platform/exports',
  'platform/imports',
  'platform/jobs',
  'platform/operator',
  'platform/tenants',
  'platform/webhooks',
  'work/desk',
  'work/recordings',
];
const named = (pattern: RegExp): string[] => [...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? []))];

/** Of what a file imports, from the root. */
const pathOf = (file: string, name: string): string =>
  name.startsWith('.') ? posix.join(posix.dirname(file), name) : name.replace(/^@bahu\//, '');

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

  it('is with their folders all that knows a slice, but for those that the program itself is made of', () => {
    const outside = files.filter((file) => !folder.test(file) && !declaration.test(file) && !isList.test(file));
    const product = outside.filter((file) => !/\.test\.tsx?$|\/test-[^/]+\.ts$|^(bench|e2e)\//.test(file));
    const imported = product.flatMap((file) =>
      importsOf(file).flatMap((name) => folder.exec(pathOf(file, name))?.[1] ?? []),
    );
    expect([...new Set(imported)].toSorted()).toEqual(ofTheProgram);
  });

  it('is with their folders all that names an owner of designed fields, but for the company that shows the program', () => {
    // Names that are those of a slice or of a table stand in many places for these.
    const names = slices.flatMap((slice) => ('fieldOwners' in slice ? Object.keys(slice.fieldOwners) : []));
    const own = names.filter((name) => !slices.some((slice) => slice.name === name));
    const outside = files.filter(
      (file) =>
        !slices.some(({ name }) => file === `contract/${name}.ts`) &&
        !folder.test(file) &&
        !declaration.test(file) &&
        !/\.test\.tsx?$|\/test-[^/]+\.ts$|^(bench|e2e|tools|server\/demo)\//.test(file),
    );
    expect(own.length).toBeGreaterThan(0);
    expect(outside.filter((file) => own.some((name) => readSource(file).includes(`'${name}'`)))).toEqual([]);
  });

  it('stands in the order of the areas', () => {
    const places = slices.map(({ area }) => areas.indexOf(area));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
