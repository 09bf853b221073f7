/** Which notices are shown together. */
export interface Toast {
  id: number;
  kind: 'done' | 'tells' | 'asks' | 'failed';
  text: string;
  actions: readonly { label: string; run: () => void }[];
  /** What failed, so that trying it again takes the failure away. */
  about?: string | undefined;
  /** The server did not answer, which is over as soon as anything is done. */
  isOutOfReach?: boolean;
}

const most = 3;

/** The latest few: the same text once, and no failure to reach the server beside what has just been done there. */
export const withToast = (shown: readonly Toast[], toast: Toast): readonly Toast[] =>
  [
    ...shown.filter(({ text, isOutOfReach }) => text !== toast.text && !(toast.kind === 'done' && isOutOfReach)),
    toast,
  ].slice(-most);

/** Without the failures of what is tried again. */
export const withoutFailures = (shown: readonly Toast[], about: string): readonly Toast[] =>
  shown.filter((toast) => toast.kind !== 'failed' || toast.about !== about);
