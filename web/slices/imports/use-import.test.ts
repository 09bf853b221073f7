import { importStates } from '@bahu/contract/imports.ts';
import { describe, expect, it } from 'vitest';
import { isAtWork, stepOf } from './use-import.ts';

describe('[C4] steps of an import', () => {
  it('follow the state, and go back to the columns only while nothing is written', () => {
    expect(importStates.map((state) => stepOf(state, false))).toEqual([
      'file', 'columns', 'preview', 'preview', 'apply', 'result', 'result', 'result', 'result', 'result',
    ]);
    expect([stepOf('ready', true), stepOf('applying', true)]).toEqual(['columns', 'apply']);
  });

  it('are watched while the server works', () => {
    expect(importStates.filter(isAtWork)).toEqual(['reading', 'checking', 'applying', 'undoing']);
  });
});
