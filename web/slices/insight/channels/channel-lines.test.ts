import type { LiveChannel } from '@bahu/contract/realtime.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import { expect, test } from 'vitest';
import { codecName, foundChannels } from './channel-lines.ts';

const callId = '0199d3a5-1c2e-7b3f-8a4d-0123456fffff';
const channel = (change: Partial<LiveChannel>): LiveChannel => ({
  legId: 'l',
  callId,
  direction: 'inbound',
  side: 'outside',
  trunkId: null,
  number: '139****0042',
  ownNumber: '400 000 0800',
  agentName: null,
  queueName: '售前咨询',
  stage: 'talking',
  since: '2026-11-22T08:00:00.000Z',
  codec: null,
  mos: null,
  ownerIds: [],
  departmentId: null,
  ...change,
});
const line = channel({ legId: 'line', trunkId: 't' });
const phone = channel({
  legId: 'phone',
  side: 'agent',
  number: '802',
  ownNumber: null,
  agentName: '林晓雨',
  queueName: null,
  stage: 'ringing',
});
const all = [line, phone];

test.each([
  [{}, ['line', 'phone']],
  [{ search: '0042' }, ['line']],
  [{ search: '4000000800' }, ['line']],
  [{ search: '林晓' }, ['phone']],
  [{ search: '售前' }, ['line']],
  [{ search: callNumber(callId).toLowerCase() }, ['line', 'phone']],
  [{ search: 'nobody' }, []],
  [{ side: 'agent' }, ['phone']],
  [{ stage: 'talking' }, ['line']],
  [{ trunk: 't' }, ['line']],
  [{ trunk: 't', stage: 'ringing' }, []],
] as const)('[U7] %j finds %j', (search, expected) => {
  expect(foundChannels(all, search).map(({ legId }) => legId)).toEqual(expected);
});

test('[U7] a codec that has a usual name is called by it, any other as the media server calls it', () => {
  expect(['alaw', 'opus', 'silk16'].map(codecName)).toEqual(['G.711A', 'Opus', 'silk16']);
});
