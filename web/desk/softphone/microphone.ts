/** The microphone: opened for a call, never kept open without one. */
import type { MicrophoneProblem } from './softphone.ts';

export type Opened = { stream: MediaStream; problem: null } | { stream: null; problem: MicrophoneProblem };

function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'missing';
}

const wish = (deviceId: string): MediaStreamConstraints => ({
  audio: {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
  },
});

/** Opens the chosen device; when that is gone, the default one. `onUnplugged`: it was pulled out, which one that we close does not say. */
export async function openMicrophone(deviceId: string, onUnplugged = (): void => {}): Promise<Opened> {
  // Absent on pages that the browser does not trust, whatever its types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return { stream: null, problem: 'insecure' };
  try {
    const stream = await devices.getUserMedia(wish(deviceId));
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- one listener, of a track that is the caller's alone
    for (const track of stream.getAudioTracks()) track.onended = onUnplugged;
    return { stream, problem: null };
  } catch (error) {
    if (deviceId && problemOf(error) === 'missing') return openMicrophone('', onUnplugged);
    return { stream: null, problem: problemOf(error) };
  }
}

export function closeStream(stream: MediaStream | null | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** A track that says nothing: keeps a call up for listening when there is no microphone. */
export function silentStream(): MediaStream {
  const context = new AudioContext();
  return context.createMediaStreamDestination().stream;
}
