import { syncBuiltinESMExports } from 'node:module';
import { afterAll } from 'vitest';

/**
 * Puts others in the place of functions of a module of Node until the test file ends; code that has imported them gets the others too. Test files
 * share their modules, so a module that was mocked for one file would stay mocked for the next, or not be mocked at all.
 * @param module its default export
 */
export function replaceBuiltIn<Module extends object>(
  module: Module,
  others: Partial<Record<keyof Module, unknown>>,
): void {
  const kept = Object.fromEntries(Object.keys(others).map((name) => [name, module[name as keyof Module]]));
  const put = (functions: object): void => {
    Object.assign(module, functions);
    syncBuiltinESMExports();
  };
  put(others);
  afterAll(() => put(kept));
}
