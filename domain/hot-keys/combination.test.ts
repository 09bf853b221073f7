import { describe, expect, it } from 'vitest';
import { isStroke } from './combination.ts';

const plain = { altKey: false, ctrlKey: false, metaKey: false };

describe('keyboard combinations', () => {
  it('wants exactly its own modifiers', () => {
    expect(isStroke('F2', { ...plain, key: 'F2', code: 'F2' })).toBe(true);
    expect(isStroke('F2', { ...plain, altKey: true, key: 'F2', code: 'F2' })).toBe(false);
    expect(isStroke('Ctrl+K', { ...plain, ctrlKey: true, key: 'k', code: 'KeyK' })).toBe(true);
    expect(isStroke('Ctrl+K', { ...plain, key: 'k', code: 'KeyK' })).toBe(false);
  });

  it('wants Shift where it is named', () => {
    const stroke = { ...plain, ctrlKey: true, key: 'T', code: 'KeyT' };
    expect(isStroke('Ctrl+Shift+T', { ...stroke, shiftKey: true })).toBe(true);
    expect(isStroke('Ctrl+Shift+T', stroke)).toBe(false);
  });

  it('takes the command key of an Apple keyboard for Ctrl', () => {
    expect(isStroke('Ctrl+S', { ...plain, metaKey: true, key: 's', code: 'KeyS' })).toBe(true);
  });

  it('knows a letter by its place when Alt turns it into another character', () => {
    expect(isStroke('Alt+M', { ...plain, altKey: true, key: 'µ', code: 'KeyM' })).toBe(true);
  });

  it('[A2.5] knows a digit by its place too, and never instead of its character alone', () => {
    expect(isStroke('Alt+3', { ...plain, altKey: true, key: '3', code: 'Digit3' })).toBe(true);
    expect(isStroke('Alt+3', { ...plain, altKey: true, key: '£', code: 'Digit3' })).toBe(true);
    expect(isStroke('3', { ...plain, key: '#', code: 'Digit3' })).toBe(false);
  });

  it('knows named keys and single characters', () => {
    expect(isStroke('Alt+ArrowLeft', { ...plain, altKey: true, key: 'ArrowLeft', code: 'ArrowLeft' })).toBe(true);
    expect(isStroke('?', { ...plain, key: '?', code: 'Slash' })).toBe(true);
  });
});
