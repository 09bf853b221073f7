/** What the dialplan and the control plane must call the same, although neither may import the other. */
import * as dialplan from '@bahu/asterisk/configuration/dialplan.ts';
import { expect, test } from 'vitest';
import { application } from './ari/client.ts';
import { longestCallSeconds } from './dispatch.ts';
import { identityVariable, isEchoTest, longestEchoSeconds } from './names.ts';

test('[A2.10] the dialplan and the control plane have the same application, name of a caller and limits of a call and of an echo test', () => {
  const {
    applicationName,
    identityVariable: variable,
    longestCallSeconds: seconds,
    longestEchoSeconds: echo,
  } = dialplan;
  const ours = { applicationName: application, variable: identityVariable, seconds: longestCallSeconds };
  expect({ applicationName, variable, seconds, echo }).toEqual({ ...ours, echo: longestEchoSeconds });
});

const now = Date.parse('2026-11-29T12:00:00Z');
const channel = (exten: string, secondsAgo: number | null, context = 'agents') => ({
  dialplan: { context, exten },
  ...(secondsAgo !== null && { creationtime: new Date(now - secondsAgo * 1000).toISOString() }),
});
test.each([
  ['one that has just begun', channel('echo-zh', 1), true],
  ['one whose end is on its way', channel('echo-en', 64), true],
  ['one that should have ended', channel('echo-zh', 66), false],
  ['one of which the media server does not say when it began', channel('echo-zh', null), true],
  ['the number of a parked call', channel('7001', 1), false],
  ['the same number elsewhere', channel('echo-zh', 1, 'trunk'), false],
  ['a channel without a place in the dialplan', {}, false],
])('[A4.5] the sweep leaves echo tests alone as long as they may last: %s', (_what, one, isLeft) => {
  expect(isEchoTest(one, now)).toBe(isLeft);
});
