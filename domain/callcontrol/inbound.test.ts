/** Calls from outside until a queue or an agent has them. Each event with all that it leads to. */
import { describe, expect, test } from 'vitest';
import { TestCallControl } from './test-callcontrol.ts';

describe('a call from outside', () => {
  test('[N1] is answered and hears its menu, and its second arrival is none', () => {
    const s = new TestCallControl();
    expect(s.inbound({ callerName: '王芳' })).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* menu-entered menuId=menu-1',
      'answer legId=caller',
      'play channelId=caller playbackId=call.p2 what=welcome',
    ]);
    expect(s.inbound({ callId: 'other' })).toEqual([]);
    expect(s.inbound({ legId: 'other' })).toEqual([]);
    expect(s.call()).toMatchObject({
      phase: 'menu',
      number: '+8613900000042',
      callerName: '王芳',
      ownNumber: '+867550000001',
      direction: 'inbound',
      menuId: 'menu-1',
    });
  });

  test('[N1] of a number that leads nowhere is refused as unallocated', () => {
    const s = new TestCallControl();
    expect(s.inbound({ dialed: '+867559999999' })).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867559999999 trunkId=trunk-1',
      '* refused reason=no-route',
      '* ended outcome=invalid-number side=system cause=1',
      'refuse legId=caller cause=1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'invalid-number',
      hangupSide: 'system',
      cause: 1,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[N1] of a number whose menu is gone is refused as unallocated', () => {
    const s = new TestCallControl({ configuration: { menus: new Map() } });
    expect(s.inbound()).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* refused reason=no-route',
      '* ended outcome=invalid-number side=system cause=1',
      'refuse legId=caller cause=1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'invalid-number', hangupSide: 'system' });
  });

  test('[P1] to a tenant that may not call is refused', () => {
    const s = new TestCallControl({ configuration: { canCall: false } });
    expect(s.inbound()).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* refused reason=tenant-suspended',
      '* ended outcome=refused side=system cause=21',
      'refuse legId=caller cause=21',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'refused',
      hangupSide: 'system',
      cause: 21,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[P4] is refused with congestion before it harms the others', () => {
    const s = new TestCallControl();
    expect(s.inbound({ isOverCapacity: true })).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* refused reason=engine-busy',
      '* ended outcome=refused side=system cause=34',
      'refuse legId=caller cause=34',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'refused',
      hangupSide: 'system',
      cause: 34,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[R1] that the media server refused for its codecs has a record of that', () => {
    const s = new TestCallControl();
    expect(s.inbound({ refusal: 'no-codec' })).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* refused reason=no-codec',
      '* ended outcome=network side=system cause=58',
      'refuse legId=caller cause=58',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'network',
      hangupSide: 'system',
      cause: 58,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[A2.1] of a caller who withholds the number says so, and no number', () => {
    const s = new TestCallControl();
    expect(s.inbound({ caller: '', withheld: '+8613900000042' })).toEqual([
      '* started direction=inbound number= line=+867550000001 trunkId=trunk-1',
      '* caller-withheld number=+8613900000042',
      '* menu-entered menuId=menu-1',
      'answer legId=caller',
      'play channelId=caller playbackId=call.p2 what=welcome',
    ]);
    expect(s.call()).toMatchObject({ number: '', customerId: null });
  });

  test('[A2.1] learns its customer while it goes on', () => {
    const s = new TestCallControl();
    s.inbound();
    expect(s.tell({ type: 'customer-linked', callId: 'call', customerId: 'c', customerName: '王芳' })).toEqual([]);
    expect(s.tell({ type: 'customer-linked', callId: 'another', customerId: 'c', customerName: '王芳' })).toEqual([]);
    expect(s.record()).toMatchObject({ customerId: 'c' });
    expect(s.call()).toMatchObject({ customerId: 'c', customerName: '王芳' });
  });
});
