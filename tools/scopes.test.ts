import { describe, expect, it } from 'vitest';
import { readSource, sourceFiles } from './source-tree.ts';

/**
 * Where the scope of a role is read as it is: the rule itself, and what compares or shows roles. Every other place asks `rangeOf`, `scopeOf` or
 * `useScopeOf` with its permission.
 */
const readers: readonly string[] = [
  'server/kernel/auth/principal.ts',
  // Whether everything that somebody may do reaches all of the tenant.
  'server/slices/people/departments/store.ts',
  // Whether a role reaches further than the reader, permission by permission, with what has no scope of its own.
  'server/slices/people/users/scope.ts',
  'web/lib/session.tsx',
  // Up to which scope a role may be given: that of the role of who gives it.
  'web/slices/people/roles/role-editor.tsx',
];

/** The scope of somebody, and not that of a permission. */
const ofRole = /\b(?:(?:principal|reader|actor|user|me|useMe\(\))\.scope\b|scope\b[^{}]*\} = useMe\(\))/;

describe('the scope of a role', () => {
  it('[U1] decides nowhere what a permission reaches, which may have a scope of its own', () => {
    const found = sourceFiles().filter(
      (file) =>
        /^(?:server|web)\//.test(file) &&
        !/\.test\.ts$|(^|\/)test-[^/]+\.ts$/.test(file) &&
        ofRole.test(readSource(file)),
    );
    expect(found.toSorted()).toEqual([...readers].toSorted());
  });
});
