/** Loudness of a microphone, for the meter in the device panel. */
import { closeStream, openMicrophone } from './microphone.ts';

const everyMs = 80;

/** Reports 0 to 1 about twelve times a second until the returned function is called; null once the device cannot be opened. */
export function watchLevel(deviceId: string, onLevel: (level: number | null) => void): () => void {
  let isOver = false;
  let stop = () => {};
  void openMicrophone(deviceId).then(({ stream }) => {
    if (!stream || isOver) {
      closeStream(stream);
      if (!isOver) onLevel(null);
      return;
    }
    stop = meterStream(stream, onLevel);
  });
  return () => {
    isOver = true;
    stop();
  };
}

/** The same of a stream that is open already; it is closed in the end. */
export function meterStream(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(loudness(samples));
  }, everyMs);
  return () => {
    clearInterval(timer);
    closeStream(stream);
    void context.close();
  };
}

/** Root mean square on a scale of decibels: -60 dB reads 0, full scale reads 1. */
export function loudness(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i += 1) sum += (samples[i] ?? 0) ** 2;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  return rms === 0 ? 0 : Math.min(1, Math.max(0, 1 + (20 * Math.log10(rms)) / 60));
}
