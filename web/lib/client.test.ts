import { expect, test } from 'vitest';
import { clientOf } from './client.ts';

const [standalone, fullscreen, touch] = [
  '(display-mode: standalone)',
  '(display-mode: fullscreen)',
  '(pointer: coarse)',
];

test.each([
  ['a page of a browser', [], 'web'],
  ['a page of a browser on a telephone', [touch], 'web'],
  ['the application installed on a computer', [standalone], 'web'],
  ['the application installed on a telephone', [standalone, touch], 'app'],
  ['the same without the bars of the system', [fullscreen, touch], 'app'],
] as const)('[A1.2] %s signs in as %s', (_what, matching, client) => {
  expect(clientOf((query) => (matching as readonly string[]).includes(query))).toBe(client);
});
