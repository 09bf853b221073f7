import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Fonts of Chinese draw these as wide as a character. */
const wide = ['‘', '’', '“', '”'];
const read = (file: string): string => readFileSync(new URL(`../web/ui/${file}`, import.meta.url), 'utf8');

test('an apostrophe in an English word is drawn by a Latin font, before any font of Chinese is asked', () => {
  const [, stack] = /^const font =([^;]+);/m.exec(read('theme.ts'))!;
  const at = (name: string): number => stack!.indexOf(`"${name}"`);
  expect(at('Latin quotes')).toBeGreaterThan(at('Segoe UI'));
  for (const chinese of ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC'])
    expect(at(chinese), chinese).toBeGreaterThan(at('Latin quotes'));
  const [, range] = /font-family: 'Latin quotes';[^}]*unicode-range: ([^;]+);/.exec(read('base.css'))!;
  const spans = range!.split(', ').map((span) =>
    span
      .slice('U+'.length)
      .split('-')
      .map((hex) => parseInt(hex, 16)),
  );
  for (const one of wide)
    expect(
      spans.some(([from, to]) => one.codePointAt(0)! >= from! && one.codePointAt(0)! <= to!),
      one,
    ).toBe(true);
});
