/** Records from the microphone for at most so many seconds; it is open only meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react';

interface Options {
  maxSeconds: number;
  onDone: (recorded: Blob) => void;
  onDenied: () => void;
}

export interface Recorder {
  isRecording: boolean;
  /** Since the beginning of what is being recorded. */
  seconds: number;
  start: () => Promise<void>;
  stop: () => void;
}

export function useRecorder({ maxSeconds, onDone, onDenied }: Options): Recorder {
  const recorder = useRef<MediaRecorder | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const isRecording = seconds !== null;
  const stop = useCallback(() => {
    if (recorder.current?.state === 'recording') recorder.current.stop();
  }, []);
  useEffect(() => {
    if (!isRecording) return undefined;
    const timer = setInterval(() => setSeconds((at) => (at === null ? null : at + 1)), 1000);
    return () => clearInterval(timer);
  }, [isRecording]);
  useEffect(() => {
    if (seconds !== null && seconds >= maxSeconds) stop();
  }, [seconds, maxSeconds, stop]);
  useEffect(
    () => () => {
      const own = recorder.current;
      if (own) own.onstop = null;
      closeStream(own?.stream);
    },
    [],
  );
  async function start(): Promise<void> {
    // Absent on pages that the browser does not trust, whatever its types say.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    const stream = await devices?.getUserMedia({ audio: true }).catch(() => undefined);
    if (!stream) return onDenied();
    const own = new MediaRecorder(stream);
    const pieces: Blob[] = [];
    own.ondataavailable = ({ data }) => pieces.push(data);
    own.onstop = () => {
      closeStream(stream);
      setSeconds(null);
      onDone(new Blob(pieces, { type: own.mimeType }));
    };
    recorder.current = own;
    own.start();
    setSeconds(0);
  }
  return { isRecording, seconds: seconds ?? 0, start, stop };
}

function closeStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
