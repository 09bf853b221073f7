/** The audit log keeps values of closed lists as they are stored; whoever reads it sees what the pages call them. */
import { permissions } from '@bahu/contract/permissions.ts';
import type { Route } from '@bahu/contract/route.ts';
import { describe, expect, it } from 'vitest';
import { webSlices } from '../slices/index.ts';
import { closedWord } from '../slices/platform/audit/closed-words.ts';
import { valueWord } from '../slices/platform/audit/value-word.ts';
import { startTexts } from '../text/i18n.ts';

interface Schema {
  enum?: readonly unknown[];
  items?: Schema;
  anyOf?: readonly Schema[];
  properties?: Record<string, Schema>;
}

/** `field` → the words that a body may carry there, also within objects and lists. */
function closedIn(schema: Schema, name: string, found: Map<string, Set<string>>): void {
  for (const value of schema.enum ?? [])
    if (typeof value === 'string' && value !== '') found.set(name, (found.get(name) ?? new Set()).add(value));
  for (const part of [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]) closedIn(part, name, found);
  for (const [field, part] of Object.entries(schema.properties ?? {})) closedIn(part, field, found);
}

/** Of people's words: permissions and scopes have their own, those of follow-ups and of one's own lists stand in no entry. */
const saidOtherwise = new Set<string>([
  ...permissions,
  'permissions',
  'scope',
  'callState',
  'channel',
  'currentState',
  'serviceType',
  'density',
  // Only to say which are the first.
  'sort',
  // Which reminder a screen says stands in no entry.
  'record',
  // A file is csv, and a language en, to everybody.
  'format',
  'language',
]);
const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'permission' in value;
const contract = import.meta.glob<Record<string, unknown>>(['../../contract/*.ts', '!**/*.test.ts'], { eager: true });

const lists = new Map<string, Set<string>>();
for (const table of Object.values(contract).flatMap((module) => Object.values(module)))
  for (const route of Object.values(table ?? {}).filter(isRoute))
    if (route.method !== 'GET' && route.body && !route.path.startsWith('/operator'))
      closedIn(route.body as Schema, '', lists);

describe('[P4] [U1] values of closed lists in the audit log', () => {
  it.each(['zh-CN', 'en'] as const)('each have words in %s, whichever route takes them', async (language) => {
    const texts = await startTexts(language);
    const raw = [...lists]
      .filter(([field]) => !saidOtherwise.has(field))
      .flatMap(([field, values]) =>
        [...values]
          .filter((value) => closedWord(webSlices, texts, field, value) === null)
          .map((value) => `${field}: ${value}`),
      );
    expect(raw).toEqual([]);
  });

  it('are what the settings call them', async () => {
    const texts = await startTexts('zh-CN');
    expect(['off', 'optional', 'required'].map((value) => closedWord(webSlices, texts, 'secondFactor', value))).toEqual(
      ['关闭', '自愿使用', '全员必须'],
    );
    expect(closedWord(webSlices, texts, 'events', 'call.ended')).toBe('通话结束');
  });

  it.each([
    ['zh-CN', ['下拉多选', '隐藏域', '全处理', '客户', '红', '全部']],
    ['en', ['Multi-select', 'Hidden', 'Everywhere', 'Customers', 'Red', 'All']],
  ] as const)(
    'of a field that is designed are what its editor calls them in %s, no data scope',
    async (language, named) => {
      const texts = await startTexts(language);
      const values = [
        ['type', 'multi-select'],
        ['state', 'hidden'],
        ['state', 'all'],
        ['owner', 'customers'],
        ['color', 'red'],
        ['customer.read', 'all'],
      ] as const;
      expect(values.map(([field, value]) => valueWord(webSlices, texts, field, value))).toEqual(named);
    },
  );

  it('leave alone what was typed and what is none of the list', async () => {
    const texts = await startTexts('zh-CN');
    expect([
      closedWord(webSlices, texts, 'note', 'required'),
      closedWord(webSlices, texts, undefined, 'off'),
      closedWord(webSlices, texts, 'secondFactor', 'never'),
    ]).toEqual([null, null, null]);
  });
});
