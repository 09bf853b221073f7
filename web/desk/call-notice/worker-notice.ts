/** Notices of the system with buttons, shown by `public/call-notices.js`. Where a browser has no such worker, a page shows one that only leads to it. */

export interface CallNotice {
  /** The call. */
  tag: string;
  title: string;
  body: string;
  icon: string | null;
  words: { answer: string; decline: string };
}

export type NoticeAct = 'answer' | 'decline';

const worker = '/call-notices.js';

/** Absent on pages that the browser does not trust, whatever its types say. */
const container = (): ServiceWorkerContainer | undefined =>
  navigator.serviceWorker as ServiceWorkerContainer | undefined;

/** Its buttons come back as messages, for the page that asked for the notice alone. */
export function watchNotices(tag: string, act: (act: NoticeAct) => void): () => void {
  const listen = ({ data }: MessageEvent<unknown>) => {
    const { say, tag: of } = (data ?? {}) as { say?: unknown; tag?: unknown };
    if (of === tag && (say === 'answer' || say === 'decline')) act(say);
  };
  const source = container();
  source?.addEventListener('message', listen);
  return () => source?.removeEventListener('message', listen);
}

const optionsOf = ({ tag, body, icon, words }: CallNotice, hasButtons: boolean) => ({
  tag,
  body,
  // The product rings by itself, as loud as was chosen.
  silent: true,
  requireInteraction: true,
  ...(icon !== null && { icon }),
  ...(hasButtons && {
    actions: [
      { action: 'answer', title: words.answer },
      { action: 'decline', title: words.decline },
    ],
  }),
});

async function activeWorker(source: ServiceWorkerContainer): Promise<ServiceWorker | null> {
  await source.register(worker);
  return (await source.ready).active;
}

/** Shows it until the answer is called. */
export function showNotice(notice: CallNotice): () => void {
  const source = container();
  if (!source) return showPlain(notice);
  let isOver = false;
  let close = () => {};
  activeWorker(source)
    .then((active) => {
      if (isOver || !active) return;
      active.postMessage({ say: 'show', title: notice.title, options: optionsOf(notice, true) });
      close = () => active.postMessage({ say: 'close', tag: notice.tag });
    })
    .catch(() => {
      if (!isOver) close = showPlain(notice);
    });
  return () => {
    isOver = true;
    close();
  };
}

/** A click leads to the page, and that is all. */
function showPlain(notice: CallNotice): () => void {
  const plain = new Notification(notice.title, optionsOf(notice, false));
  plain.addEventListener('click', () => {
    window.focus();
    plain.close();
  });
  return () => plain.close();
}
