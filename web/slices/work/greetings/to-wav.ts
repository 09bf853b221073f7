/** What was recorded or chosen becomes a WAV file of one channel, whatever the browser can play. */

/** More than a telephone carries; the server makes of it what it needs. */
const sampleRate = 16_000;

/** A WAV file of samples between -1 and 1. */
function wavOf(samples: Float32Array, rate: number): Blob {
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at: number, text: string) => [...text].forEach((c, i) => bytes.setUint8(at + i, c.charCodeAt(0)));
  word(0, 'RIFF');
  bytes.setUint32(4, 36 + samples.length * 2, true);
  word(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, 'data');
  bytes.setUint32(40, samples.length * 2, true);
  samples.forEach((value, i) => bytes.setInt16(44 + i * 2, Math.max(-1, Math.min(1, value)) * 32_767, true));
  return new Blob([bytes.buffer], { type: 'audio/wav' });
}

export interface Sound {
  file: Blob;
  seconds: number;
}

/** Null for what the browser cannot play. */
export async function toWav(blob: Blob): Promise<Sound | null> {
  const context = new AudioContext();
  try {
    const decoded = await context.decodeAudioData(await blob.arrayBuffer());
    const offline = new OfflineAudioContext(1, Math.max(1, Math.ceil(decoded.duration * sampleRate)), sampleRate);
    const source = new AudioBufferSourceNode(offline, { buffer: decoded });
    source.connect(offline.destination);
    source.start();
    const rendered = await offline.startRendering();
    return { file: wavOf(rendered.getChannelData(0), sampleRate), seconds: decoded.duration };
  } catch {
    return null;
  } finally {
    await context.close();
  }
}
