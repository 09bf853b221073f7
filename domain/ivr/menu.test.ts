import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enterMenu, stepMenu, type Menu, type MenuInput, type MenuState, type MenuStep } from './menu.ts';

const menu: Menu = {
  id: 'm',
  name: '主菜单',
  prompt: 'welcome',
  invalidPrompt: 'invalid',
  extensionPrompt: 'extension',
  waitSeconds: 5,
  tries: 2,
  keys: { 1: { to: 'queue', queueId: 'q1' }, 0: { to: 'extension' }, 9: { to: 'hang-up' }, '*': { to: 'repeat' } },
  default: { to: 'queue', queueId: 'q0' },
};
const start = enterMenu(menu).state;

test('[N2] a key leads to its queue at once, also while the prompt plays', () => {
  expect(stepMenu(menu, start, { type: 'digit', digit: '1' })).toMatchObject({
    exit: { to: 'queue', queueId: 'q1' },
    stopPlaying: true,
  });
});

test('[A4.7] a key leads to a box, and so does what holds without one', () => {
  const exit = { to: 'voicemail', box: { queueId: 'q1' } } as const;
  const withBox = { ...menu, tries: 1, keys: { 5: exit }, default: exit } satisfies Menu;
  expect(stepMenu(withBox, start, { type: 'digit', digit: '5' })).toMatchObject({ exit, stopPlaying: true });
  expect(stepMenu(withBox, start, { type: 'timeout' })).toMatchObject({ exit });
});

test('[N1] after the prompt the menu waits as long as it is told', () => {
  expect(stepMenu(menu, start, { type: 'prompt-ended' })).toMatchObject({ state: { stage: 'wait' }, waitSeconds: 5 });
});

test('[N1] no key: once more, then the default', () => {
  const second = stepMenu(menu, start, { type: 'timeout' });
  expect(second).toMatchObject({ play: ['welcome'], happened: 'no-key' });
  expect(stepMenu(menu, second.state, { type: 'timeout' })).toMatchObject({ exit: { to: 'queue', queueId: 'q0' } });
});

test('[N1] a wrong key is told and counts as a try', () => {
  const second = stepMenu(menu, start, { type: 'digit', digit: '7' });
  expect(second).toMatchObject({ play: ['invalid', 'welcome'], happened: 'invalid-key' });
  expect(stepMenu(menu, second.state, { type: 'digit', digit: '7' }).exit).toEqual({ to: 'queue', queueId: 'q0' });
});

test('[N1] 0 and three digits reach an extension', () => {
  let step = stepMenu(menu, start, { type: 'digit', digit: '0' });
  expect(step).toMatchObject({ state: { stage: 'entry' }, play: ['extension'] });
  for (const digit of '81') step = stepMenu(menu, step.state, { type: 'digit', digit });
  expect(step).toMatchObject({ waitSeconds: 5 });
  expect(stepMenu(menu, step.state, { type: 'digit', digit: '2' })).toMatchObject({
    exit: { to: 'agent', extension: '812' },
    happened: 'extension-entered',
  });
});

const at = (stage: MenuState['stage'], change: Partial<MenuState> = {}): MenuState => ({
  menuId: 'm',
  tries: 1,
  stage,
  entry: '',
  ...change,
});
const press = (digit: string): MenuInput => ({ type: 'digit', digit });
const once = { ...menu, tries: 1, default: { to: 'repeat' } } satisfies Menu;

describe('[N1] what a menu does, whole: state and input → the next state and everything that is heard', () => {
  test.each<[string, Menu, MenuState, MenuInput, MenuStep]>([
    [
      'the start',
      menu,
      at('wait', { tries: 2, entry: '8' }),
      { type: 'start' },
      { state: at('prompt'), play: ['welcome'] },
    ],
    [
      'a key to a queue',
      menu,
      at('prompt'),
      press('1'),
      { state: at('prompt'), stopPlaying: true, exit: { to: 'queue', queueId: 'q1' } },
    ],
    [
      'a key that hangs up',
      menu,
      at('wait'),
      press('9'),
      { state: at('wait'), stopPlaying: true, exit: { to: 'hang-up' } },
    ],
    ['the key to repeat', menu, at('wait'), press('*'), { state: at('prompt'), play: ['welcome'] }],
    [
      'the key to an extension',
      menu,
      at('wait', { entry: '4' }),
      press('0'),
      { state: at('entry'), play: ['extension'] },
    ],
    ['the end of the prompt', menu, at('prompt'), { type: 'prompt-ended' }, { state: at('wait'), waitSeconds: 5 }],
    [
      'the end of the prompt while digits are typed',
      menu,
      at('entry', { entry: '8' }),
      { type: 'prompt-ended' },
      { state: at('entry', { entry: '8' }), waitSeconds: 5 },
    ],
    [
      'the second digit',
      menu,
      at('entry', { entry: '8' }),
      press('1'),
      { state: at('entry', { entry: '81' }), stopPlaying: true, waitSeconds: 5 },
    ],
    [
      'the third digit',
      menu,
      at('entry', { entry: '81' }),
      press('2'),
      {
        state: at('entry', { entry: '812' }),
        stopPlaying: true,
        exit: { to: 'agent', extension: '812' },
        happened: 'extension-entered',
      },
    ],
    [
      '* while digits are typed',
      menu,
      at('entry', { entry: '81' }),
      press('*'),
      { state: at('prompt'), play: ['welcome'] },
    ],
    [
      '# while digits are typed',
      menu,
      at('entry', { entry: '81' }),
      press('#'),
      { state: at('prompt'), play: ['welcome'] },
    ],
    [
      'a wrong key',
      menu,
      at('wait', { entry: '8' }),
      press('7'),
      { state: at('prompt', { tries: 2 }), play: ['invalid', 'welcome'], happened: 'invalid-key' },
    ],
    [
      'a wrong key at the last try',
      menu,
      at('wait', { tries: 2 }),
      press('7'),
      {
        state: at('wait', { tries: 2 }),
        stopPlaying: true,
        exit: { to: 'queue', queueId: 'q0' },
        happened: 'invalid-key',
      },
    ],
    [
      'silence',
      menu,
      at('wait'),
      { type: 'timeout' },
      { state: at('prompt', { tries: 2 }), play: ['welcome'], happened: 'no-key' },
    ],
    [
      'silence at the last try of a menu whose default leads nowhere',
      once,
      at('wait'),
      { type: 'timeout' },
      { state: at('wait'), stopPlaying: true, exit: { to: 'hang-up' }, happened: 'no-key' },
    ],
  ])('%s', (_title, menuOfCall, state, input, step) => {
    expect(stepMenu(menuOfCall, state, input)).toEqual(step);
  });
});

test('[N1] whatever is pressed, a menu is left within a bounded number of silences', () => {
  const input: fc.Arbitrary<MenuInput> = fc.oneof(
    fc.constantFrom(...'0123456789*#ABCD').map((digit): MenuInput => ({ type: 'digit', digit })),
    fc.constant<MenuInput>({ type: 'prompt-ended' }),
    fc.constant<MenuInput>({ type: 'timeout' }),
  );
  fc.assert(
    fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
      let state = start;
      for (const one of inputs) {
        const step = stepMenu(menu, state, one);
        if (step.exit) return;
        state = step.state;
        expect(state.entry.length).toBeLessThan(3);
        expect(state.tries).toBeLessThanOrEqual(menu.tries);
      }
      for (let i = 0; i < menu.tries; i++) {
        const step = stepMenu(menu, state, { type: 'timeout' });
        if (step.exit) return;
        state = step.state;
      }
      expect.unreachable('the menu was never left');
    }),
  );
});
