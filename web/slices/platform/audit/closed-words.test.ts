import { groupOrders } from '@bahu/contract/agent-groups.ts';
import { chosenStates } from '@bahu/contract/desk.ts';
import { exportKinds } from '@bahu/contract/exports.ts';
import { importKinds, onExisting } from '@bahu/contract/imports.ts';
import { browserSounds, SecurityPolicy } from '@bahu/contract/tenants.ts';
import { agentKinds, signInMethods } from '@bahu/contract/users.ts';
import { webhookEvents } from '@bahu/contract/webhooks.ts';
import { closedRanges } from '@bahu/domain/numbers/ranges.ts';
import { describe, expect, it } from 'vitest';
import { startTexts } from '../../../text/i18n.ts';
import { closedWord } from './closed-words.ts';

const lists: Readonly<Record<string, readonly string[]>> = {
  kind: [...agentKinds, ...Object.keys(importKinds), ...Object.keys(exportKinds)],
  signInMethod: signInMethods,
  openRanges: closedRanges,
  browserSound: browserSounds,
  secondFactor: SecurityPolicy.properties.secondFactor.enum,
  order: groupOrders,
  events: webhookEvents,
  event: webhookEvents,
  onExisting,
  agentState: chosenStates,
};

describe('[P4] [U1] values of closed lists in the audit log', () => {
  it.each(['zh-CN', 'en'] as const)('each have words in %s', async (language) => {
    const texts = await startTexts(language);
    const raw = Object.entries(lists).flatMap(([field, values]) =>
      values.filter((value) => closedWord(texts, field, value) === null).map((value) => `${field}: ${value}`),
    );
    expect(raw).toEqual([]);
  });

  it('are what the settings call them', async () => {
    const texts = await startTexts('zh-CN');
    expect(['off', 'optional', 'required'].map((value) => closedWord(texts, 'secondFactor', value))).toEqual([
      '关闭',
      '自愿使用',
      '全员必须',
    ]);
    expect(closedWord(texts, 'events', 'call.ended')).toBe('通话结束');
  });

  it('leave alone what was typed and what is none of the list', async () => {
    const texts = await startTexts('zh-CN');
    expect([
      closedWord(texts, 'note', 'required'),
      closedWord(texts, undefined, 'off'),
      closedWord(texts, 'secondFactor', 'never'),
    ]).toEqual([null, null, null]);
  });
});
