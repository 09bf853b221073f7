import { expect, it } from 'vitest';
import type { HeadsetCall } from '@bahu/domain/headset/presses.ts';
import type { Hid, HidDevice } from '../../lib/hid.ts';
import { connectHeadsets } from './headset-keys.ts';

/** A headset that remembers what it is sent, and presses when it is told to; its reports are those of a corded one with report 8 in and 9 out. */
class Headset extends EventTarget implements HidDevice {
  readonly productName = 'Corded';
  opened = false;
  readonly sent: number[][] = [];
  readonly collections = [
    {
      usagePage: 0x0b,
      inputReports: [
        {
          reportId: 8,
          items: [
            { usages: [0x0b_0020], reportSize: 1, reportCount: 1 },
            { usages: [0x0b_002f], isAbsolute: false, reportSize: 1, reportCount: 1 },
          ],
        },
      ],
      outputReports: [
        { reportId: 9, items: [{ usages: [0x08_0017, 0x08_0009, 0x08_0018], reportSize: 1, reportCount: 3 }] },
      ],
    },
  ];
  open = async () => void (this.opened = true);
  close = async () => void (this.opened = false);
  sendReport = async (reportId: number, data: Uint8Array) => void this.sent.push([reportId, ...data]);
  press(byte: number): void {
    this.dispatchEvent(
      Object.assign(new Event('inputreport'), { reportId: 8, data: new DataView(new Uint8Array([byte]).buffer) }),
    );
  }
}

function stage() {
  const headset = new Headset();
  const devices: HidDevice[] = [];
  const hid: Hid = Object.assign(new EventTarget(), {
    getDevices: async () => devices,
    requestDevice: async () => devices,
  });
  const acts: string[] = [];
  let call: HeadsetCall = { phase: 'none', isMuted: false, isHeld: false };
  let now = 0;
  const keys = connectHeadsets({ hid, call: () => call, act: (act) => void acts.push(act), now: () => (now += 1000) });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    headset,
    acts,
    keys,
    settle,
    async plug(isIn: boolean) {
      devices.splice(0, devices.length, ...(isIn ? [headset] : []));
      hid.dispatchEvent(new Event(isIn ? 'connect' : 'disconnect'));
      await settle();
    },
    async set(next: Partial<HeadsetCall>) {
      call = { ...call, ...next };
      keys.show();
      await settle();
    },
  };
}

it('[A4.5] a paired headset shows the call and its keys act on it: ring, answer, mute, end', async () => {
  const { headset, acts, plug, set } = stage();
  await plug(true);
  await set({ phase: 'ringing' });
  headset.press(1);
  await set({ phase: 'up' });
  headset.press(3);
  headset.press(1);
  await set({ isMuted: true });
  headset.press(0);
  await set({ phase: 'none', isMuted: false });
  expect(headset.sent).toEqual([
    [9, 4],
    [9, 1],
    [9, 3],
    [9, 0],
  ]);
  expect(acts).toEqual(['answer', 'mute', 'hang-up']);
});

it('[A4.5] the same lights are not sent again, and a headset that comes in mid-call shows it at once', async () => {
  const { headset, plug, set } = stage();
  await set({ phase: 'up' });
  await plug(true);
  await set({});
  await set({ phase: 'up' });
  expect(headset.sent).toEqual([[9, 1]]);
});

it('[A4.5] one that is unplugged, and all when the phone goes elsewhere, act no more and are dark', async () => {
  const { headset, acts, plug, set, keys, settle } = stage();
  await plug(true);
  await set({ phase: 'ringing' });
  await plug(false);
  headset.press(1);
  expect([acts, headset.opened]).toEqual([[], false]);
  await plug(true);
  keys.end();
  await settle();
  headset.press(0);
  headset.press(1);
  expect([acts, headset.opened, headset.sent.at(-1)]).toEqual([[], false, [9, 0]]);
});
