import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { webhookEvents } from '@bahu/contract/webhooks.ts';

test('[P4] the guide for programs names all events', () => {
  const guide = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8');
  const [, named] = /^- Events: ((?:`[a-z.-]+`[,.]\s+)+)/m.exec(guide)!;
  const names = [...named!.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(new Set(names)).toEqual(new Set(webhookEvents));
});
