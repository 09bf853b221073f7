import { describe, expect, it } from 'vitest';
import { findPages } from './find-pages.ts';

const pages = [
  { path: '/audit', name: '审计日志' },
  { path: '/sign-ins', name: '登录日志' },
  { path: '/jobs', name: 'Background jobs' },
];
const found = (text: string) => findPages(pages, text).map(({ path }) => path);

describe('[A1.3] finding a page', () => {
  it('goes by any part of a Chinese name, by the beginning of a word, and by the beginning of its initials', () => {
    expect([found('日志'), found('sj'), found('JOBS')]).toEqual([['/audit', '/sign-ins'], ['/audit'], ['/jobs']]);
  });

  it('finds nothing for nothing, and nothing for a strange word', () => {
    expect([found('  '), found('xyz'), found('obs')]).toEqual([[], [], []]);
  });
});
