import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from './test-callcontrol.ts';

describe('a caller in the menu', () => {
  test('[N1] who hangs up has left in the menu', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.gone('caller', 3)).toEqual(['* ended outcome=abandoned-menu side=other cause=16']);
    expect(s.record()).toMatchObject({
      outcome: 'abandoned-menu',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[N1] who presses nothing hears it again and is then where the default leads', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.played()).toEqual([]);
    expect(s.tell(s.due('menu'), 4)).toEqual([]);
    expect(s.tell(s.due('menu'), 1)).toEqual(['* no-key', 'play channelId=caller playbackId=call.p3 what=welcome']);
    expect(s.played()).toEqual([]);
    expect(s.tell(s.due('menu'), 5)).toEqual(['* no-key', 'play channelId=caller playbackId=call.p4 what=welcome']);
    expect(s.played()).toEqual([]);
    expect(s.tell(s.due('menu'), 5)).toEqual([
      '* no-key',
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.5 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      'start-music channelId=caller',
    ]);
    expect(s.call()).toMatchObject({ phase: 'queued', queueId: 'queue-1', keys: '' });
  });

  test('[N1] who presses a wrong key is told so', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.press('7')).toEqual([
      '* key-pressed key=7',
      '* invalid-key',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=invalid-key+welcome',
    ]);
    expect(s.call()).toMatchObject({ keys: '7', phase: 'menu' });
  });

  test('[R1] has the keys in the record in order, the first 64 of them', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press(...'7*'.repeat(2), ...'*'.repeat(59));
    expect(s.call()).toMatchObject({ keys: `7*7${'*'.repeat(60)}` });
    s.press('*');
    s.press('1');
    expect(s.call()).toMatchObject({ phase: 'queued', keys: `7*7${'*'.repeat(61)}` });
  });

  test('[N2] who presses * hears it again', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.press('*')).toEqual([
      '* key-pressed key=*',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=welcome',
    ]);
  });

  test('[N2] who dials a free extension rings there', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.press('0')).toEqual([
      '* key-pressed key=0',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=enter-extension',
    ]);
    expect(s.press('4')).toEqual(['* key-pressed key=4', 'stop-playing playbackId=call.p3']);
    expect(s.press('0', '1')).toEqual([
      '* key-pressed key=1',
      '* extension-entered extension=401',
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=25 isAutomatic=false',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 4)).toEqual([
      '* agent-answered agentId=agent-1 extension=401 seconds=4',
      'stop-music channelId=caller',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=caller+call.4',
    ]);
    expect(s.gone('caller', 10)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.4 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 10,
    });
    expect(s.call()).toMatchObject({ phase: 'ended', agentId: '00000000-0000-7000-8000-000000000001', queueId: null });
  });

  test('[N2] whose extension is not there is told and back in the menu', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.press('0', '8', '8', '8')).toEqual([
      '* key-pressed key=8',
      '* extension-entered extension=888',
      '* extension-unavailable extension=888',
      'play channelId=caller playbackId=call.p4 what=invalid-key+welcome',
    ]);
    expect(s.call()).toMatchObject({ phase: 'menu' });
  });

  test('[N2] whose extension is busy is told and back in the menu', () => {
    const s = new TestCallControl();
    s.inbound();
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'busy' });
    expect(s.press('0', '4', '0', '0')).toEqual([
      '* key-pressed key=0',
      '* extension-entered extension=400',
      '* extension-unavailable extension=400',
      'play channelId=caller playbackId=call.p4 what=invalid-key+welcome',
    ]);
  });

  test('[N2] whose extension was disabled is told and back in the menu', () => {
    const s = new TestCallControl({ agents: [{ isEnabled: false }] });
    s.inbound();
    expect(s.press('0', '4', '0', '0')).toEqual([
      '* key-pressed key=0',
      '* extension-entered extension=400',
      '* extension-unavailable extension=400',
      'play channelId=caller playbackId=call.p4 what=invalid-key+welcome',
    ]);
  });

  test('[N2] who is on the last try ends where the default leads', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('7', '7');
    expect(s.press('0', '8', '8', '8')).toEqual([
      '* key-pressed key=8',
      '* extension-entered extension=888',
      '* extension-unavailable extension=888',
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.6 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      'start-music channelId=caller',
    ]);
    expect(s.call()).toMatchObject({ phase: 'queued', queueId: 'queue-1' });
  });

  test('[N2] whose extension does not answer is back in the menu, and its agent rests', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    expect(s.tell(s.due('ring'), 19)).toEqual([]);
    expect(s.tell(s.due('ring'), 1)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=20',
      '* extension-unavailable extension=400',
      'hang-up legId=call.4 cause=16',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p5 what=invalid-key+welcome',
    ]);
    expect(s.call()).toMatchObject({ phase: 'menu', offers: [] });
    expect(s.agent(0)).toMatchObject({ state: 'ready', noAnswerDelayUntil: s.now + 3000, idleSince: s.now });
  });

  test('[N2] whose extension declines is back in the menu', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    expect(s.tell({ type: 'hang-up', agentId: id(0), callId: 'call' }, 2)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=refused seconds=2',
      '* extension-unavailable extension=400',
      'hang-up legId=call.4 cause=16',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p5 what=invalid-key+welcome',
    ]);
    expect(s.call()).toMatchObject({ phase: 'menu' });
  });

  test("[N2] whose extension's phone refuses is back in the menu", () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    expect(s.gone(s.near(), 2, { cause: 17, sipCode: 486 })).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=busy seconds=2',
      '* extension-unavailable extension=400',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p5 what=invalid-key+welcome',
    ]);
    expect(s.call()).toMatchObject({ phase: 'menu' });
  });

  test('[N2] who hangs up while the extension rings has left in the menu', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    expect(s.gone('caller', 2)).toEqual([
      '* ended outcome=abandoned-menu side=other cause=16',
      'hang-up legId=call.4 cause=16',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'abandoned-menu', hangupSide: 'other' });
  });

  test('[N1] whose menu is taken away hears the goodbye at the next key', () => {
    const s = new TestCallControl();
    s.inbound();
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, menus: new Map() } });
    expect(s.press('1')).toEqual([
      '* goodbye',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=goodbye',
    ]);
    expect(s.played()).toEqual(['* ended outcome=not-served side=system cause=16', 'hang-up legId=caller cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'system' });
  });

  test('[N1] whose menu is taken away while an extension rings hears the goodbye', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, menus: new Map() } });
    expect(s.tell(s.due('ring'), 20)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=20',
      '* extension-unavailable extension=400',
      '* goodbye',
      'hang-up legId=call.4 cause=16',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p5 what=goodbye',
    ]);
    expect(s.call()).toMatchObject({ phase: 'goodbye' });
  });

  test('[N2] whose key leads to a queue that is gone hears the goodbye, however long it takes', () => {
    const s = new TestCallControl();
    s.inbound();
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, queues: new Map() } });
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* goodbye',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=goodbye',
    ]);
    expect(s.tell(s.due('goodbye'), 29)).toEqual([]);
    expect(s.tell(s.due('goodbye'), 1)).toEqual([
      '* ended outcome=not-served side=system cause=16',
      'hang-up legId=caller cause=16',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'system' });
  });

  test('[N2] whose key is hang-up hears the goodbye and the call ends', () => {
    const s = new TestCallControl({
      configuration: {
        menus: new Map([
          [
            'menu-1',
            { ...new TestCallControl().state.configuration.menus.get('menu-1')!, keys: { 9: { to: 'hang-up' } } },
          ],
        ]),
      },
    });
    s.inbound();
    expect(s.press('9')).toEqual([
      '* key-pressed key=9',
      '* goodbye',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=goodbye',
    ]);
    expect(s.gone('caller')).toEqual(['* ended outcome=not-served side=other cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'other' });
  });

  test('[N1] is not moved by the end of a prompt that was replaced, nor by a key after the menu', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('7');
    expect(s.tell({ type: 'playback-ended', legId: 'caller', playbackId: 'call.p2' })).toEqual([]);
    s.press('1');
    expect(s.press('1')).toEqual([]);
  });
});
