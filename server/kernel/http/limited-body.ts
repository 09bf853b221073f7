import { Transform, type Readable } from 'node:stream';
import { Refusal } from '../errors.ts';

/**
 * What is read of an upload: a stream that breaks off, or is of more than `most` bytes, ends with an error, so that the file is not kept.
 * `onChunk` sees what passes.
 */
export function limitedBody(
  source: Readable,
  most: number,
  tooLarge: Refusal,
  onChunk: (chunk: Buffer) => void = () => undefined,
): Transform {
  let passed = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      onChunk(chunk);
      done(passed > most ? tooLarge : null, chunk);
    },
  });
  // It may break off before anybody reads it: whoever does then finds the error, and the process goes on.
  counter.on('error', () => undefined);
  source.on('error', (error) => counter.destroy(error));
  source.on('close', () => {
    if (!source.readableEnded) counter.destroy(new Refusal('input.invalid'));
  });
  return source.pipe(counter);
}
