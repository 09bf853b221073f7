import { describe, expect, it } from 'vitest';
import { neighbourOf, readTabs, replaceTab, startTabs, tabBeside, withoutTab, withTab, type Tab } from './tabs.ts';

const open = (...hrefs: string[]): readonly Tab[] => hrefs.reduce((tabs, href) => withTab(tabs, href), startTabs);
const paths = (tabs: readonly Tab[]): string[] => tabs.map(({ path }) => path);

describe('the row of open pages', () => {
  it('opens each address once and remembers its query', () => {
    const tabs = withTab(open('/customers', '/calls'), '/customers?search=chen');
    expect(paths(tabs)).toEqual(['/', '/customers', '/calls']);
    expect(tabs[1]?.href).toBe('/customers?search=chen');
  });

  it('keeps the title and the call of a tab when it is shown again', () => {
    const tabs = withTab(startTabs, '/customers/1', { title: '陈志远', callId: 'c' });
    expect(withTab(tabs, '/customers/1?call=c').at(-1)).toEqual({
      path: '/customers/1',
      href: '/customers/1?call=c',
      title: '陈志远',
      callId: 'c',
    });
    expect(withTab(tabs, '/customers/1')).toBe(tabs);
  });

  it('never closes the desk', () => {
    expect(paths(withoutTab(withoutTab(open('/calls'), '/'), '/calls'))).toEqual(['/']);
  });

  it('goes to the right neighbour of a closed tab, at the end to the left one', () => {
    const tabs = open('/customers', '/calls');
    expect(neighbourOf(tabs, '/customers').path).toBe('/calls');
    expect(neighbourOf(tabs, '/calls').path).toBe('/customers');
  });

  it('walks around the ends', () => {
    const tabs = open('/customers', '/calls');
    expect([
      tabBeside(tabs, '/calls', 1).path,
      tabBeside(tabs, '/', -1).path,
      tabBeside(tabs, '/gone', 1).path,
    ]).toEqual(['/', '/calls', '/customers']);
  });

  it('puts the customer in the place of the unknown caller, once', () => {
    const customer: Tab = { path: '/customers/1', href: '/customers/1', title: '陈', callId: 'c' };
    expect(paths(replaceTab(open('/pop/c', '/calls'), '/pop/c', customer))).toEqual(['/', '/customers/1', '/calls']);
    expect(paths(replaceTab(open('/customers/1', '/pop/c'), '/pop/c', customer))).toEqual(['/', '/customers/1']);
    expect(paths(replaceTab(startTabs, '/pop/c', customer))).toEqual(['/', '/customers/1']);
  });

  it('reads stored tabs and forgets what are none', () => {
    expect(
      paths(readTabs([{ href: '/calls?open=1' }, { href: 'https://elsewhere.example' }, 7, null, { href: '/' }])),
    ).toEqual(['/', '/calls']);
    expect(readTabs('spoilt')).toBe(startTabs);
  });
});
