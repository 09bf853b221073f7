import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMediaSession, type MediaSession } from './media-session.ts';

/** A call as JsSIP offers it, as far as it is used here. */
class OfferedCall {
  private readonly listeners = new Map<string, ((event: unknown) => void)[]>();
  answeredWith: { mediaStream: FakeStream } | null = null;
  terminated = 0;
  private hasEnded = false;

  on(name: string, listener: (event: unknown) => void): this {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    return this;
  }

  emit(name: string, event?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(event);
  }

  answer(options: { mediaStream: FakeStream }): void {
    this.answeredWith = options;
  }

  terminate(): void {
    this.terminated += 1;
    this.hasEnded = true;
  }

  isEnded(): boolean {
    return this.hasEnded;
  }
}

class FakeStream {
  readonly track = { kind: 'audio', enabled: true, isStopped: false, stop: () => void (this.track.isStopped = true) };
  getTracks = () => [this.track];
  getAudioTracks = () => [this.track];
}

let microphone: FakeStream;
let refusal: DOMException | null;
let call: OfferedCall;
let log: string[];
let media: MediaSession;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  microphone = new FakeStream();
  refusal = null;
  call = new OfferedCall();
  log = [];
  vi.stubGlobal('navigator', {
    mediaDevices: { getUserMedia: async () => (refusal ? Promise.reject(refusal) : microphone) },
  });
  vi.stubGlobal(
    'Audio',
    class {
      play = async () => {};
      pause = () => {};
    },
  );
  vi.stubGlobal(
    'AudioContext',
    class {
      createMediaStreamDestination = () => ({ stream: new FakeStream() });
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

function offer(isMuted = false): void {
  media = createMediaSession(call as unknown as RTCSession, {
    iceServers: [],
    devices: { microphone: '', speaker: '' },
    isMuted,
    isAttended: true,
    onState: (state) => void log.push(state),
    onQuality: () => {},
    onStretch: () => {},
    onTrouble: () => {},
    onProblem: (problem) => void log.push(`problem ${problem}`),
    onEnd: () => void log.push('end'),
  });
}

describe('the media of a call', () => {
  it('answers once, with the microphone', async () => {
    offer();
    media.answer();
    media.answer();
    await settle();
    expect(call.answeredWith?.mediaStream).toBe(microphone);
    expect(log).toEqual(['connecting', 'problem null']);
  });

  it('[A2.10] comes back muted when the call was muted', async () => {
    offer(true);
    media.answer();
    await settle();
    expect(microphone.track.enabled).toBe(false);
    media.setMuted(false);
    await settle();
    expect(microphone.track.enabled).toBe(true);
  });

  it('[A2.6] is not heard while another call is attended to, and muted or not as before afterwards', async () => {
    offer();
    media.answer();
    const heard = async (isAttended: boolean) => {
      media.setAttended(isAttended);
      await settle();
      return microphone.track.enabled;
    };
    expect([await heard(false), await heard(true)]).toEqual([false, true]);
    media.setMuted(true);
    expect([await heard(false), await heard(true)]).toEqual([false, false]);
  });

  it('answers with silence and says why when there is no microphone', async () => {
    refusal = new DOMException('no', 'NotAllowedError');
    offer();
    media.answer();
    await settle();
    expect(log).toContain('problem denied');
    expect(call.answeredWith?.mediaStream).toBeInstanceOf(FakeStream);
    expect(call.answeredWith?.mediaStream).not.toBe(microphone);
  });

  it('leaves the order of codecs to the server', () => {
    offer();
    const remote = {
      originator: 'remote',
      type: 'offer',
      sdp: 'm=audio 9 RTP/AVP 107 8\r\na=rtpmap:107 opus/48000/2\r\n',
    };
    const local = { originator: 'local', type: 'answer', sdp: 'm=audio 9 RTP/AVP 107 8\r\n' };
    call.emit('sdp', remote);
    call.emit('sdp', local);
    expect(remote.sdp).toContain('RTP/AVP 107 8');
    expect(local.sdp).toContain('RTP/AVP 107 8');
  });

  it('gives the microphone back when the call ends, and ends once', async () => {
    offer();
    await settle();
    call.emit('ended');
    call.emit('failed');
    media.end();
    await settle();
    expect(microphone.track.isStopped).toBe(true);
    expect(log).toEqual(['end']);
  });

  it('rejects or hangs up when told to', async () => {
    offer();
    media.end();
    await settle();
    expect(call.terminated).toBe(1);
    media.answer();
    await settle();
    expect(call.answeredWith).toBeNull();
  });
});
