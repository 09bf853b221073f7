import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createJsSipSoftphone } from './jssip-softphone.ts';
import type { Softphone } from './softphone.ts';

const browser = vi.hoisted(() => ({ onCall: null as ((event: object) => void) | null }));
vi.mock('jssip', () => ({
  UA: class {
    on(name: string, listener: (event: object) => void) {
      if (name === 'newRTCSession') browser.onCall = listener;
    }
    start() {}
    stop() {}
  },
  WebSocketInterface: class {
    disconnect() {}
  },
}));

/** What the browser keeps across reloads, as JSON. */
let kept: string;
let phone: Softphone;
let microphones: { enabled: boolean }[];
/** Tracks of microphones by leg. */
let trackOf: Record<string, { enabled: boolean }>;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  kept = 'null';
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: async () => {
        const track = { enabled: true, stop: () => {} };
        microphones.push(track);
        return { getTracks: () => [track], getAudioTracks: () => [track] };
      },
    },
  });
  vi.stubGlobal(
    'Audio',
    class {
      pause = () => {};
    },
  );
  load();
});

/** A page that is opened, and finds what was kept. */
function load(): void {
  microphones = [];
  trackOf = {};
  phone = createJsSipSoftphone({
    origin: 'wss://phone.example.com',
    devices: { microphone: '', speaker: '' },
    onStretch: () => {},
    muted: { read: () => JSON.parse(kept) as unknown, write: (callIds) => void (kept = JSON.stringify(callIds)) },
  });
  phone.start({ uri: 'sip:a@bahu', username: 'a', password: 'a', path: '/sip', iceServers: [] });
}

/** A call comes and is answered by itself. */
async function come(legId: string): Promise<() => void> {
  const listeners: Record<string, () => void> = {};
  const session = {
    on: (name: string, listener: () => void) => void (listeners[name] = listener),
    answer: () => {},
    terminate: () => {},
    isEnded: () => false,
  };
  const header = { 'X-Bahu-Leg': legId, 'X-Bahu-Answer': 'auto' } as Record<string, string>;
  browser.onCall!({ session, originator: 'remote', request: { getHeader: (name: string) => header[name] } });
  trackOf[legId] = microphones.at(-1)!;
  await settle();
  return () => listeners['ended']!();
}

/** Whether the call with the sound is shown as muted, and who is really heard. */
async function now() {
  await settle();
  return { isShown: phone.state().isMuted, heard: Object.keys(trackOf).filter((legId) => trackOf[legId]!.enabled) };
}

describe('muting', () => {
  it('[A2.6] belongs to each of two calls, and is shown as that of the call with the sound', async () => {
    await come('a.1');
    await come('b.1');
    phone.setMuted(true);
    expect(await now()).toEqual({ isShown: true, heard: [] });
    phone.attend('b.1');
    expect(await now()).toEqual({ isShown: false, heard: ['b.1'] });
    phone.setMuted(true);
    phone.setMuted(false);
    expect(await now()).toEqual({ isShown: false, heard: ['b.1'] });
    phone.attend('a.1');
    expect(await now()).toEqual({ isShown: true, heard: [] });
    phone.setMuted(false);
    expect(await now()).toEqual({ isShown: false, heard: ['a.1'] });
  });

  it('[A2.6] [A2.10] of both calls outlasts a reload, and of neither is forgotten when the other is unmuted', async () => {
    await come('a.1');
    await come('b.1');
    phone.setMuted(true);
    phone.attend('b.1');
    phone.setMuted(true);
    load();
    await come('a.2');
    await come('b.2');
    expect(await now()).toEqual({ isShown: true, heard: [] });
    phone.setMuted(false);
    phone.attend('b.2');
    expect(await now()).toEqual({ isShown: true, heard: [] });
    load();
    await come('b.3');
    await come('a.3');
    expect(await now()).toEqual({ isShown: true, heard: [] });
    phone.attend('a.3');
    expect(await now()).toEqual({ isShown: false, heard: ['a.3'] });
  });

  it('[A2.6] does not pass from a call that ends to the other, nor to the next one', async () => {
    const end = await come('a.1');
    await come('b.1');
    phone.setMuted(true);
    end();
    expect(await now()).toMatchObject({ isShown: false });
    expect(trackOf['b.1']!.enabled).toBe(true);
    await come('c.1');
    phone.attend('c.1');
    expect(await now()).toMatchObject({ isShown: false });
  });

  it('[A2.10] is shown where the browser keeps nothing, also when something else changes', async () => {
    await come('a.1');
    phone.setMuted(true);
    kept = 'null';
    await come('b.1');
    expect(await now()).toEqual({ isShown: true, heard: [] });
  });

  it('[A2.10] keeps a few of those that were muted last, and takes up the single one that an earlier page kept', async () => {
    kept = '"a"';
    load();
    await come('a.1');
    expect(await now()).toEqual({ isShown: true, heard: [] });
    for (let i = 0; i < 40; i++) {
      const end = await come(`${i}.1`);
      phone.attend(`${i}.1`);
      phone.setMuted(true);
      end();
    }
    const callIds = JSON.parse(kept) as string[];
    expect([callIds.length, callIds[0]]).toEqual([20, '39']);
  });
});
