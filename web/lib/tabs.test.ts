import { describe, expect, it } from 'vitest';
import {
  closedSince,
  neighbourOf,
  readTabs,
  replaceTab,
  startTabs,
  tabBeside,
  withoutEarlierCalls,
  withoutOthers,
  withoutRight,
  withoutTab,
  withTab,
  type Tab,
} from './tabs.ts';

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

  const ofCall = (id: string, more: Partial<Tab> = {}): Tab => ({
    path: `/pop/${id}`,
    href: `/pop/${id}`,
    title: id,
    callId: id,
    isOfCall: true,
    ...more,
  });

  it('[U2] closes those at the right of one, but what is unsaved and the call that is on', () => {
    const tabs = [...open('/customers', '/calls'), ofCall('on'), ofCall('over'), ofCall('typed', { isUnsaved: true })];
    expect(paths(withoutRight(tabs, '/customers', 'on'))).toEqual(['/', '/customers', '/pop/on', '/pop/typed']);
    expect(paths(withoutRight(tabs, '/', null))).toEqual(['/', '/pop/typed']);
    expect(withoutRight(tabs, '/pop/typed', null)).toEqual(tabs);
    expect(withoutRight(tabs, '/gone', null)).toBe(tabs);
  });

  it('closes others but the desk, what is unsaved and the call that is on', () => {
    const tabs = [...open('/customers', '/calls'), ofCall('on'), ofCall('over'), ofCall('typed', { isUnsaved: true })];
    expect(paths(withoutOthers(tabs, '/calls', 'on'))).toEqual(['/', '/calls', '/pop/on', '/pop/typed']);
    expect(paths(withoutOthers(open('/calls'), '/', null))).toEqual(['/']);
  });

  it('[A2.3] a call makes room: tabs that earlier calls opened go, not those that are shown, were opened by the reader or hold what was typed', () => {
    const tabs = [
      ...open('/customers/1'),
      ...['over', 'shown', 'noted', 'now'].map((id) => ofCall(id)),
      ofCall('typed', { isUnsaved: true }),
    ];
    const after = withoutEarlierCalls(tabs, 'now', '/pop/shown', ({ callId }) => callId === 'noted');
    expect(paths(after)).toEqual(['/', '/customers/1', '/pop/shown', '/pop/noted', '/pop/now', '/pop/typed']);
  });

  it('[A2.3] a tab that a call opened stays one of it in another place, and one that the reader opened does not become one', () => {
    const customer: Tab = { path: '/customers/1', href: '/customers/1', title: '陈', callId: 'c' };
    expect(replaceTab([ofCall('c')], '/pop/c', customer)[0]!.isOfCall).toBe(true);
    expect(
      withTab(open('/customers/1'), '/customers/1', { callId: 'c', isOfCall: true }).at(-1)!.isOfCall,
    ).toBeUndefined();
    expect(readTabs([ofCall('c')]).at(-1)!.isOfCall).toBe(true);
  });

  it('remembers what was closed, the latest last, and no more than twenty', () => {
    const before = open('/customers', '/calls');
    expect(paths(closedSince([], before, open('/calls')))).toEqual(['/customers']);
    expect(closedSince([], before, before)).toEqual([]);
    const many = Array.from({ length: 30 }, (_, at) => ofCall(String(at)));
    expect(paths(closedSince(many.slice(0, 15), many.slice(15), [])).length).toBe(20);
    expect(closedSince(many.slice(0, 15), many.slice(15), []).at(-1)!.title).toBe('29');
  });

  it('reads stored tabs and forgets what are none', () => {
    expect(
      paths(readTabs([{ href: '/calls?open=1' }, { href: 'https://elsewhere.example' }, 7, null, { href: '/' }])),
    ).toEqual(['/', '/calls']);
    expect(readTabs('spoilt')).toBe(startTabs);
  });
});
