import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combinationOf, isStroke, readCombination, shownKeys, type Stroke } from './combination.ts';
import { conflictsOf, fixedKeys, hotKeyNames, readHotKeys, standardHotKeys } from './hot-keys.ts';

const stroke = (key: string, code: string, ...held: ('Ctrl' | 'Alt' | 'Shift' | 'Meta')[]): Stroke => ({
  key,
  code,
  ctrlKey: held.includes('Ctrl'),
  altKey: held.includes('Alt'),
  shiftKey: held.includes('Shift'),
  metaKey: held.includes('Meta'),
});

test.each<[string, Stroke, string | null]>([
  ['a function key', stroke('F2', 'F2'), 'F2'],
  ['a letter by its place', stroke('µ', 'KeyM', 'Alt'), 'Alt+M'],
  ['a digit by its place', stroke('#', 'Digit3', 'Ctrl', 'Shift'), 'Ctrl+Shift+3'],
  ['modifiers in their order', stroke('T', 'KeyT', 'Shift', 'Alt', 'Ctrl'), 'Ctrl+Alt+Shift+T'],
  ['the command key for Ctrl', stroke('k', 'KeyK', 'Meta'), 'Ctrl+K'],
  ['the space bar', stroke(' ', 'Space', 'Alt'), 'Alt+Space'],
  ['a modifier alone', stroke('Alt', 'AltLeft', 'Alt'), null],
  ['a key of the system', stroke('AudioVolumeUp', 'AudioVolumeUp'), null],
  ['a sign', stroke('ö', 'Semicolon'), null],
])('[A4.1] reads %s', (_what, pressed, combination) => {
  expect(combinationOf(pressed)).toBe(combination);
});

test.each(['', 'F13', 'Alt', 'Alt+', '+', 'a', 'Shift+Ctrl+T', 'Alt+Alt+M', 'Super+M', 'Alt+M+N', 'F2 '])(
  '[A4.1] takes "%s" for no combination',
  (text) => {
    expect(readCombination(text)).toBeNull();
  },
);

test('[A4.1] any combination that can be pressed is the one that it was read as, and no other', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((key) => [key.toLowerCase(), `Key${key}`] as const);
  const digits = [...'0123456789'].map((key) => [key, `Digit${key}`] as const);
  const functions = Array.from({ length: 12 }, (_, at) => [`F${at + 1}`, `F${at + 1}`] as const);
  const pressed = fc
    .tuple(fc.constantFrom(...letters, ...digits, ...functions), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([[key, code], ctrlKey, altKey, shiftKey]) => ({ key, code, ctrlKey, altKey, shiftKey, metaKey: false }))
    .filter(({ key, ctrlKey, altKey }) => key.length > 1 || ctrlKey || altKey);
  fc.assert(
    fc.property(pressed, pressed, (one, other) => {
      const [first, second] = [combinationOf(one)!, combinationOf(other)!];
      expect(isStroke(first, one)).toBe(true);
      expect(isStroke(first, other)).toBe(first === second);
    }),
  );
});

test.each<[string, string, object | null]>([
  ['another function key', 'Shift+F2', null],
  ['a letter with Alt', 'Alt+K', null],
  ['no key', '', null],
  ['what is no key', 'F13', { why: 'unreadable' }],
  ['a letter alone', 'A', { why: 'writes' }],
  ['a capital letter', 'Shift+A', { why: 'writes' }],
  ['a digit', '5', { why: 'writes' }],
  ['the key that loads a page anew', 'F5', { why: 'browser' }],
  ['the key that closes a tab', 'Ctrl+W', { why: 'browser' }],
  ['the key that copies', 'Ctrl+C', { why: 'browser' }],
  ['the key to the address bar', 'Alt+D', { why: 'browser' }],
  ['the key that closes the window', 'Alt+F4', { why: 'browser' }],
  ['what confirms a dialog', 'Enter', { why: 'dialog' }],
  ['what leaves a field', 'Shift+Tab', { why: 'dialog' }],
  ['what moves in a list', 'ArrowDown', { why: 'dialog' }],
  ['what moves a department', 'Alt+ArrowUp', { why: 'dialog' }],
  ['what closes a dialog', 'Escape', { why: 'dialog' }],
  ['the key that parks', 'Alt+P', { why: 'taken', by: 'park' }],
  ['the key that saves', 'Ctrl+S', { why: 'taken', by: 'save' }],
  ['the key of a tab', 'Alt+ArrowLeft', { why: 'taken', by: 'previousTab' }],
  ['the key of mute', 'Alt+M', { why: 'taken', by: 'mute' }],
])('[A4.1] answering by %s is judged', (_what, answer, conflict) => {
  const found = conflictsOf({ ...standardHotKeys, answer });
  expect(found.filter(({ key }) => key === 'answer')).toEqual(conflict ? [{ key: 'answer', ...conflict }] : []);
});

test('[A4.1] two that have one key are both told of it', () => {
  expect(conflictsOf({ ...standardHotKeys, hold: 'Alt+M' })).toEqual([
    { key: 'mute', why: 'taken', by: 'hold' },
    { key: 'hold', why: 'taken', by: 'mute' },
  ]);
});

test('[A4.1] the keys of the product are without conflict, and all differ', () => {
  expect(conflictsOf(standardHotKeys)).toEqual([]);
  const all = [...Object.values(standardHotKeys), ...Object.values(fixedKeys)];
  expect(new Set(all).size).toBe(all.length);
});

test('[A4.1] an action that came later has its standard key unless somebody gave that to another', () => {
  const { note: _note, ...before } = standardHotKeys;
  expect(readHotKeys(before)).toEqual(standardHotKeys);
  expect(readHotKeys({ ...before, hold: 'Alt+N' })).toEqual({ ...standardHotKeys, hold: 'Alt+N', note: '' });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...hotKeyNames), fc.constantFrom('', 'F2', 'Alt+N', 'F9')), (kept) => {
      expect(Object.keys(readHotKeys(kept)).toSorted()).toEqual([...hotKeyNames].toSorted());
    }),
  );
});

test('[A4.1] is shown with arrows as arrows', () => {
  expect(['Alt+ArrowLeft', 'Escape', 'Ctrl+Shift+T'].map(shownKeys)).toEqual(['Alt+←', 'Esc', 'Ctrl+Shift+T']);
});
