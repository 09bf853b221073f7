/** Whom the number box calls: a number as it is typed, somebody who is found by it, or a number of before. */
import { useState } from 'react';
import { isSlot } from '@bahu/domain/numbers/inside.ts';
import { dialable } from '../../lib/format.ts';
import { useMay } from '../../lib/session.tsx';
import { keptInTab } from '../../lib/storage.ts';
import { isSpelled } from '../../lib/typed-number.ts';
import { useMayCall, usePlaceCall, type CallTarget } from '../../ui/place-call.ts';
import { useFound } from '../../ui/use-found.ts';

const storedAs = 'dialled';
const remembered = 20;

/** Numbers dialled in this browser tab, latest first. */
function readDialled(): string[] {
  const kept = keptInTab.read(storedAs);
  return Array.isArray(kept) ? kept.filter((item): item is string => typeof item === 'string') : [];
}

function useDialled(): { dialled: readonly string[]; note: (number: string) => void } {
  const [dialled, setDialled] = useState(readDialled);
  const note = (number: string) => {
    const next = [number, ...dialled.filter((other) => other !== number)].slice(0, remembered);
    setDialled(next);
    keptInTab.write(storedAs, next);
  };
  return { dialled, note };
}

/** Somebody who can be called. */
export interface Candidate {
  key: string;
  name: string;
  number: string;
  target: CallTarget;
}

/** Colleagues and customers who fit what is typed. `isOld`: they fit what was typed before. */
function useCandidates(text: string): { candidates: readonly Candidate[]; isOld: boolean; isPending: boolean } {
  const { hits, isOld, isPending } = useFound(text);
  return {
    isOld,
    isPending,
    candidates: [
      ...hits.people.map(({ name, number }) => ({ key: number, name, number, target: { number } })),
      ...hits.customers.map(({ id, name, number }) => ({ key: id, name, number, target: { customerId: id } })),
    ],
  };
}

/** What the box holds, whom it would call, and what keys and clicks do. */
export function useDialBox(isBusy: boolean) {
  const [text, setText] = useState('');
  const [recalled, setRecalled] = useState(-1);
  const [at, setAt] = useState(-1);
  const { dialled, note } = useDialled();
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  // A parked call is fetched by whoever has a desk.
  const mayFetch = useMay('desk.use');
  const isTyped = recalled < 0 && text.trim() !== '';
  const { candidates, isOld, isPending } = useCandidates(mayCall && isTyped ? text : '');
  const chosen = isOld ? undefined : candidates[at < 0 && isSpelled(text) ? 0 : at];
  const wanted = text || dialled[0] || '';
  const isOff = isBusy || placeCall.isPending || !(mayCall || (mayFetch && isSlot(wanted)));

  function write(next: string): void {
    setText(dialable(next));
    setRecalled(-1);
    setAt(-1);
  }
  function recall(to: number): void {
    const next = Math.min(dialled.length - 1, Math.max(-1, to));
    setRecalled(next);
    setText(dialled[next] ?? '');
  }
  /** What is no number calls whom it finds, or nobody. Whether somebody is called. */
  function call(candidate: Candidate | undefined = isTyped ? chosen : undefined): boolean {
    if (isOff || !wanted || (!candidate && isSpelled(wanted))) return false;
    if (!candidate) note(wanted);
    placeCall.mutate(candidate?.target ?? { number: wanted }, { onSuccess: () => write('') });
    return true;
  }
  function enter(): boolean {
    if (text.trim() !== '') return call();
    recall(0);
    return false;
  }
  return {
    text,
    write,
    candidates,
    chosen,
    call,
    isAllowed: mayCall || mayFetch,
    isOff: isOff || !wanted || (isSpelled(wanted) && !chosen),
    /** Whom a click calls that was not typed. */
    redialled: text === '' ? (dialled[0] ?? null) : null,
    /** Nobody is called by an empty box: it says first who it would be. Whether somebody is called. */
    enter,
    /** A name was typed that nobody has. */
    isNobody: isTyped && mayCall && isSpelled(text) && !isPending && !isOld && candidates.length === 0,
    /** To the number dialled before or after, or up and down whom it has found. */
    step: (down: number) =>
      isTyped ? setAt(Math.min(candidates.length - 1, Math.max(-1, at + down))) : recall(recalled - down),
  };
}
