import { errorStatus } from '@bahu/contract/errors.ts';
import { en, zh } from '@bahu/web/text/all.ts';
import { describe, expect, it } from 'vitest';

/** `{ a: { b: 'x' } }` → `{ 'a.b': 'x' }`. */
function flatten(texts: object, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
      const key = `${prefix}${name}`;
      return typeof value === 'object' && value !== null
        ? Object.entries(flatten(value, `${key}.`))
        : [[key, String(value)]];
    }),
  );
}

const chinese = flatten(zh);
const english = flatten(en);
const placeholder = /\{\{\s*(\w+)/g;
const placeholders = (text: string): string =>
  [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))].toSorted().join();
const han = /\p{Script=Han}/u;
/** Texts that are written the same in both languages: a language names itself. */
const isOwnName = (key: string): boolean => /language|locale/i.test(key);
/** i18next: the plural forms that English has and Chinese has not. */
const singular = (key: string): string => key.replace(/_(one|other)$/, '');

describe('the texts of the interface', () => {
  it('have the same keys in both languages', () => {
    const keys = (texts: object): string[] => [...new Set(Object.keys(texts).map(singular))].toSorted();
    expect(keys(english)).toEqual(keys(chinese));
  });

  it('fill in the same values in both languages', () => {
    const differing = Object.keys(chinese).filter(
      (key) => key in english && placeholders(chinese[key]!) !== placeholders(english[key]!),
    );
    expect(differing).toEqual([]);
  });

  it('are not empty, and English ones hold no Chinese', () => {
    const all = [...Object.entries(chinese), ...Object.entries(english)];
    expect(all.filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
    expect(
      Object.entries(english)
        .filter(([key, text]) => !isOwnName(key) && han.test(text))
        .map(([key]) => key),
    ).toEqual([]);
  });

  it('quote in Chinese with 「」 alone', () => {
    expect(Object.keys(chinese).filter((key) => /[“”"]/.test(chinese[key]!))).toEqual([]);
  });

  it('name every refusal of the contract', () => {
    expect(
      Object.keys(errorStatus).filter((code) => !(`errors.${code}` in chinese) || !(`errors.${code}` in english)),
    ).toEqual([]);
  });
});
