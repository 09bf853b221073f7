import { describe, expect, it } from 'vitest';
import { readAccount } from './account.ts';

describe('[A1.1] the account that is typed', () => {
  it('is tenant code and extension together', () => {
    expect(readAccount(' 100001812 ')).toEqual({ kind: 'extension', tenant: '100001', extension: '812' });
  });

  it('or tenant code, a slash and the login name', () => {
    expect(readAccount('100001/lin.x')).toEqual({ kind: 'login-name', tenant: '100001', name: 'lin.x' });
  });

  it.each(['', '100001', '100001999', '1000018120', '100001/', 'lin'])('is unfinished as "%s"', (text) => {
    expect(readAccount(text)).toEqual({ kind: 'unfinished' });
  });
});
