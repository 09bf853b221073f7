import { describe, expect, it } from 'vitest';
import { objection } from './import-rule.ts';
import { importsOf, readSource, sourceFiles } from './source-tree.ts';

describe('the import rule', () => {
  it('holds for every file of the repository', () => {
    const objections = sourceFiles().flatMap((file) =>
      importsOf(file).flatMap((specifier) => objection(file, specifier) ?? []),
    );
    expect(objections).toEqual([]);
  });

  it.each([
    ['domain/queues/offer.ts', '../calls/state.ts'],
    ['contract/queues.ts', '@bahu/domain/queues/strategy.ts'],
    ['server/slices/crm/customers/routes.ts', './store.ts'],
    ['server/slices/work/desk/routes.ts', '../calls/index.ts'],
    ['server/slices/crm/customers/routes.ts', '../../people/users/index.ts'],
    ['server/slices/crm/customers/routes.ts', '../../../kernel/database.ts'],
    ['server/slices/people/users/users.test.ts', '../../work/desk/index.ts'],
    ['server/main.ts', './slices/crm/customers/routes.ts'],
    ['web/slices/work/calls/list.tsx', '../../../ui/data-table.tsx'],
    ['tools/start.mjs', '../asterisk/install.mjs'],
  ])('lets %s import %s', (file, specifier) => {
    expect(objection(file, specifier)).toBeUndefined();
  });

  it.each([
    ['domain/queues/offer.ts', '@bahu/contract/queues.ts', 'upwards'],
    ['domain/queues/offer.ts', 'node:fs', 'input and output in a rule'],
    ['contract/queues.ts', '../domain/queues/strategy.ts', 'another package by path'],
    ['contract/queues.ts', 'fastify', 'a framework in the contract'],
    ['server/kernel/http.ts', '../slices/crm/customers/index.ts', 'upwards'],
    ['server/telephony/engine/mailbox.ts', '../../slices/work/calls/index.ts', 'the engine knows no slice'],
    ['server/slices/work/desk/routes.ts', '../calls/store.ts', 'past the index of another slice'],
    ['server/slices/people/departments/routes.ts', '../../routing/trunks/index.ts', 'a later area'],
    ['web/slices/people/users/list.tsx', '../../work/calls/public.ts', 'a later area in the browser'],
    [
      'server/slices/crm/customers/routes.ts',
      '../../../telephony/engine/mailbox.ts',
      'a slice reaching into the engine',
    ],
    ['server/kernel/http.ts', '@bahu/server/kernel/log.ts', 'its own package by name'],
    ['server/kernel/http.ts', './test-database.ts', 'test support in the product'],
    ['web/slices/work/calls/list.tsx', '@bahu/server/kernel/http.ts', 'the server in the browser'],
    ['web/slices/work/calls/list.tsx', 'node:fs', 'Node in the browser'],
    ['web/ui/data-table.tsx', '../slices/work/calls/list.tsx', 'upwards'],
    ['tools/start.mjs', 'pg', 'a dependency before npm has run'],
    ['scripts/new.ts', './x.ts', 'a folder that the table does not know'],
  ])('refuses %s importing %s: %s', (file, specifier) => {
    expect(objection(file, specifier)).toBeTypeOf('string');
  });
});

describe('npm packages', () => {
  it('are declared by the package that imports them', () => {
    const undeclared = sourceFiles().flatMap((file) => {
      const declared = declaredBy(file);
      return importsOf(file)
        .map(packageName)
        .filter((name) => name !== undefined && !declared.has(name))
        .map((name) => `${file}: ${name}`);
    });
    expect([...new Set(undeclared)]).toEqual([]);
  });
});

/** `@scope/name/sub/path` → `@scope/name`; undefined for relative paths and node: modules. */
function packageName(specifier: string): string | undefined {
  if (/^(\.|node:)/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function declaredBy(file: string): Set<string> {
  const names = [`${file.slice(0, file.indexOf('/'))}/package.json`, 'package.json'].flatMap((path) => {
    const manifest = JSON.parse(readSource(path)) as Record<string, Record<string, string> | undefined>;
    return ['dependencies', 'devDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {}));
  });
  return new Set(names);
}
