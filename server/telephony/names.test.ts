/** What the dialplan and the control plane must call the same, although neither may import the other. */
import * as dialplan from '@bahu/asterisk/configuration/dialplan.ts';
import { expect, test } from 'vitest';
import { application } from './ari/client.ts';
import { longestCallSeconds } from './dispatch.ts';
import { identityVariable } from './names.ts';

test('[A2.10] the dialplan and the control plane have the same application, name of a caller and limit of a call', () => {
  const { applicationName, identityVariable: variable, longestCallSeconds: seconds } = dialplan;
  const ours = { applicationName: application, variable: identityVariable, seconds: longestCallSeconds };
  expect({ applicationName, variable, seconds }).toEqual(ours);
});
