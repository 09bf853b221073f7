import { isContested } from '../../../kernel/errors.ts';

/** Others hold the same customers meanwhile: the same work is done again, whole. */
export async function uncontested<T>(maxTries: number, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isContested(error) || tries >= maxTries) throw error;
    }
  }
}
