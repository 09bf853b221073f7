import { importStates } from '@bahu/contract/imports.ts';
import { describe, expect, it } from 'vitest';
import { isAtWork, shownStep, stepOf } from './use-import.ts';

describe('[C4] steps of an import', () => {
  it('follow the state, and go back to the columns only while nothing is written', () => {
    expect(importStates.map((state) => stepOf(state, false))).toEqual([
      'file',
      'columns',
      'preview',
      'preview',
      'apply',
      'result',
      'result',
      'result',
      'result',
      'result',
    ]);
    expect([stepOf('ready', true), stepOf('applying', true)]).toEqual(['columns', 'apply']);
  });

  it('stay where an import ended before its time', () => {
    const columns = [{ name: '姓名', samples: [], isOfFiles: false }];
    const counts = { rows: 1, new: 1, update: 0, known: 0, duplicate: 0, invalid: 0 };
    expect(shownStep({ state: 'failed', columns: [], counts: null }, false)).toBe('file');
    expect(shownStep({ state: 'failed', columns, counts: null }, false)).toBe('columns');
    expect(shownStep({ state: 'failed', columns, counts }, false)).toBe('apply');
    expect(shownStep({ state: 'cancelled', columns, counts }, false)).toBe('preview');
    expect(shownStep({ state: 'applied', columns, counts }, false)).toBe('result');
  });

  it('are watched while the server works', () => {
    expect(importStates.filter(isAtWork)).toEqual(['reading', 'checking', 'applying', 'undoing']);
  });
});
