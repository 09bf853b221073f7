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

  it('finds first what is called just so, however many others have it in their names', () => {
    const others = ['监控', '组', '默认设置', '脚本', '报表'].map((name) => ({
      path: `/${name}`,
      name: `坐席${name}`,
    }));
    const all = [...others, { path: '/users', name: '坐席' }];
    expect(findPages(all, '坐席').map(({ path }) => path)).toEqual(['/users', '/监控', '/组', '/默认设置', '/脚本']);
    expect(findPages(all, 'zx')[0]).toEqual({ path: '/users', name: '坐席' });
  });

  it('finds nothing for nothing, and nothing for a strange word', () => {
    expect([found('  '), found('xyz'), found('obs')]).toEqual([[], [], []]);
  });
});
