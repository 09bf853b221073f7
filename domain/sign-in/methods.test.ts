import { describe, expect, test } from 'vitest';
import { clients, maySignIn, mayUsePhone, methodsWith, phoneFor, phoneKinds, signInMethods } from './methods.ts';

describe('a sign-in method', () => {
  test.each([
    ['any', ['web', 'app'], ['browser', 'desk']],
    ['web', ['web'], ['browser']],
    ['app', ['app'], ['browser']],
    ['desk-phone', ['web'], ['desk']],
  ] as const)('[A1.2] %s lets in pages %j and telephones on %j', (method, pages, phones) => {
    expect(clients.filter((client) => maySignIn(method, client))).toEqual(pages);
    expect(phoneKinds.filter((kind) => mayUsePhone(method, kind))).toEqual(phones);
  });

  test('[A1.2] lets somebody in somewhere, and lets them telephone on something, whichever it is', () => {
    for (const method of signInMethods) {
      expect(clients.some((client) => maySignIn(method, client))).toBe(true);
      expect(phoneKinds.some((kind) => mayUsePhone(method, kind))).toBe(true);
    }
  });

  test('[A1.2] is among those with a phone exactly when it allows that phone', () => {
    expect(methodsWith('desk')).toEqual(['any', 'desk-phone']);
    expect(methodsWith('browser')).toEqual(['any', 'web', 'app']);
  });

  const [none, unused, used] = [null, { isUsed: false }, { isUsed: true }];
  test.each([
    ['any', none, 'browser'],
    ['any', unused, 'browser'],
    ['any', used, 'desk'],
    ['web', none, 'browser'],
    ['web', used, 'browser'],
    ['app', none, 'browser'],
    ['app', used, 'browser'],
    ['desk-phone', none, null],
    ['desk-phone', unused, 'desk'],
    ['desk-phone', used, 'desk'],
  ] as const)('[A1.2] [A2.9] %s with the desk phone %j telephones on %s', (method, desk, kind) => {
    expect(phoneFor(method, desk)).toBe(kind);
  });
});
