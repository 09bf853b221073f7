/** Answering a call that the desk shows: at once when its ringing has reached this browser, else as soon as it does. */
import type { DeskState } from '@bahu/contract/realtime.ts';
import type { Softphone } from '../softphone/softphone.ts';

export interface AnsweringOptions {
  softphone: Pick<Softphone, 'state' | 'watch' | 'answer'>;
  desk: { value: () => DeskState | null; watch: (listener: () => void) => () => void };
}

export interface Answering {
  answer(): void;
  /** Forgets what was wished for. */
  end(): void;
}

/** Somebody who presses before the call's ringing is here has pressed: it counts for that call, until it rings no more. */
export function createAnswering({ softphone, desk }: AnsweringOptions): Answering {
  let wishedFor: string | null = null;

  /** The leg that rings at the agent, as the desk says. */
  const ringingLeg = (): string | null => {
    const call = desk.value()?.call;
    return call?.phase === 'ringing' ? call.legId : null;
  };
  const isHere = (legId: string): boolean => {
    const { call } = softphone.state();
    return call?.state === 'ringing' && call.legId === legId;
  };
  function look(): void {
    if (wishedFor === null) return;
    const legId = wishedFor;
    if (ringingLeg() !== legId || isHere(legId)) wishedFor = null;
    if (isHere(legId)) softphone.answer();
  }

  const forget = [softphone.watch(look), desk.watch(look)];
  return {
    answer() {
      wishedFor = softphone.state().call?.state === 'ringing' ? null : ringingLeg();
      if (wishedFor === null) softphone.answer();
    },
    end: () => forget.forEach((stop) => stop()),
  };
}
