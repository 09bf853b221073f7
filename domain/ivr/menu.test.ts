import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enterMenu, stepMenu, type Menu, type MenuInput } from './menu.ts';

const menu: Menu = {
  id: 'm', name: '主菜单', prompt: 'welcome', invalidPrompt: 'invalid', extensionPrompt: 'extension', waitSeconds: 5, tries: 2,
  keys: { 1: { to: 'queue', queueId: 'q1' }, 0: { to: 'extension' }, 9: { to: 'hang-up' }, '*': { to: 'repeat' } }, default: { to: 'queue', queueId: 'q0' },
};
const start = enterMenu(menu).state;

test('[N2] a key leads to its queue at once, also while the prompt plays', () => {
  expect(stepMenu(menu, start, { type: 'digit', digit: '1' })).toMatchObject({ exit: { to: 'queue', queueId: 'q1' }, stopPlaying: true });
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
  expect(stepMenu(menu, step.state, { type: 'digit', digit: '2' })).toMatchObject({ exit: { to: 'agent', extension: '812' }, happened: 'extension-entered' });
});

test('[N1] whatever is pressed, a menu is left within a bounded number of silences', () => {
  const input: fc.Arbitrary<MenuInput> = fc.oneof(
    fc.constantFrom(...'0123456789*#ABCD').map((digit): MenuInput => ({ type: 'digit', digit })),
    fc.constant<MenuInput>({ type: 'prompt-ended' }),
    fc.constant<MenuInput>({ type: 'timeout' }),
  );
  fc.assert(fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
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
  }));
});
