import type { ScriptStep } from '@bahu/contract/scripts.ts';
import { describe, expect, test } from 'vitest';
import { changedStep, movedStep, newStepId, withOption, withoutStep, withStep } from './step-list.ts';

const step = (id: string, of: Partial<ScriptStep> = {}): ScriptStep => ({
  id,
  title: id,
  text: '',
  answer: 'none',
  options: [],
  field: '',
  next: null,
  ...of,
});
const option = (value: string, next: string | null) => ({ value, label: value, next });
const ways = (steps: readonly ScriptStep[]) =>
  steps.map(({ id, next, options }) => [id, next, ...options.map((one) => one.next)].join(' '));

describe('[B] steps of a draft', () => {
  test('are added behind the last, which leads on to them unless it is a choice or leads elsewhere', () => {
    expect(ways(withStep([]))).toEqual(['s1 ']);
    expect(ways(withStep([step('s1')]))).toEqual(['s1 s2', 's2 ']);
    expect(ways(withStep([step('s1', { next: 's1' })]))).toEqual(['s1 s1', 's2 ']);
    expect(ways(withStep([step('s7', { answer: 'choice', options: [option('1', null)] })]))).toEqual(['s7  ', 's8 ']);
    expect(newStepId([step('s9'), step('s2')])).toBe('s10');
  });

  test('that are removed are passed over by what led to them', () => {
    const steps = [
      step('s1', { answer: 'choice', options: [option('1', 's2'), option('2', 's3')] }),
      step('s2', { next: 's3' }),
      step('s3', { next: 's2' }),
    ];
    expect(ways(withoutStep(steps, 's2'))).toEqual(['s1  s3 s3', 's3 s3']);
    expect(ways(withoutStep(steps, 's1'))).toEqual(['s2 s3', 's3 s2']);
    expect(ways(withoutStep([step('s1', { next: 's1' }), step('s2', { next: 's1' })], 's1'))).toEqual(['s2 ']);
  });

  test('move by a place and stay within the list', () => {
    const steps = [step('s1'), step('s2'), step('s3')];
    const ids = (all: readonly ScriptStep[]) => all.map(({ id }) => id).join('');
    expect(ids(movedStep(steps, 's2', -1))).toBe('s2s1s3');
    expect(ids(movedStep(steps, 's2', 1))).toBe('s1s3s2');
    expect(ids(movedStep(steps, 's1', -1))).toBe('s1s2s3');
    expect(ids(movedStep(steps, 'gone', 1))).toBe('s1s2s3');
  });

  test('change one by one, and answers get a value that none has', () => {
    expect(changedStep([step('s1'), step('s2')], 's2', { title: '新' }).map(({ title }) => title)).toEqual([
      's1',
      '新',
    ]);
    const options = [option('1', 's2'), option('3', 's4')];
    expect(withOption(step('s1', { options })).at(-1)).toEqual({ value: '4', label: '', next: 's4' });
    expect(withOption(step('s1', { options: [option('2', null)] })).at(-1)).toEqual({
      value: '3',
      label: '',
      next: null,
    });
  });
});
