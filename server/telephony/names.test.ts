/** What the dialplan and the control plane must call the same, although neither may import the other. */
import * as dialplan from '@bahu/asterisk/configuration/dialplan.ts';
import { expect, test } from 'vitest';
import { application } from './ari/client.ts';
import { longestCallSeconds } from './dispatch.ts';
import { identityVariable } from './names.ts';

test('[A2.10] the dialplan hands calls to the application that listens, names callers as it reads them, and limits calls as it does', () => {
  const { applicationName, identityVariable: variable, longestCallSeconds: seconds } = dialplan;
  expect({ applicationName, variable, seconds }).toEqual({ applicationName: application, variable: identityVariable, seconds: longestCallSeconds });
});
