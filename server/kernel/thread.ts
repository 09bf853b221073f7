/**
 * A thread beside the server's own, for work that calls and requests must never wait for: it has an event loop of its own, stands back
 * where processors are short, and is replaced when it dies. It asks the server for what only the server can do, by messages.
 */
import { parentPort, Worker, workerData, type MessagePort } from 'node:worker_threads';
import { errorCode } from './errors.ts';
import type { Log } from './log.ts';

/** What the server does for a thread, by name. Arguments are copied on their way; of an error its text and its code arrive. */
type Services = Readonly<Record<string, (...args: never[]) => unknown>>;

type Question = { question: string; args: unknown[]; id: number };
type Answer = { answer: number; error?: { message: string; code: string } };
type FromServer = Answer | 'stop';
type FromThread = Question | 'started';

export interface ThreadOptions {
  /** What the thread runs; it calls `inThread`. */
  module: URL;
  data: object;
  /** How far it stands back, 1 to 19 (nice). */
  niceness: number;
  services: Services;
  log: Log;
}

export interface Thread {
  /** Lets it end its work and resolves when it is gone. */
  stop(): Promise<void>;
}

/** From the death of a thread until the next one; one that never got as far as to work is not tried as often. */
const pauseMs = { worked: 1000, neverBegan: 10_000 } as const;

/** Starts a thread and replaces it when it dies. What it was at is up to its module: it begins anew. */
export function startThread({ module, data, niceness, services, log }: ThreadOptions): Thread {
  let isStopping = false;
  let timer: NodeJS.Timeout | null = null;
  let worker: Worker | null = null;
  let gone = (): void => undefined;
  const start = (): void => {
    let hasBegun = false;
    const one = new Worker(new URL('thread-start.mjs', import.meta.url), {
      workerData: { module: module.href, niceness, data },
      execArgv: [],
    });
    worker = one;
    one.on('message', (message: FromThread) => {
      if (message === 'started') hasBegun = true;
      else void answer(one, services, message, log);
    });
    one.on('error', (error) => log.error({ err: error }, 'a defect ends a thread'));
    one.on('exit', (code) => {
      worker = null;
      if (isStopping) return gone();
      log.error({ code }, 'a thread has ended and is replaced');
      timer = setTimeout(start, hasBegun ? pauseMs.worked : pauseMs.neverBegan);
    });
  };
  start();
  return {
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        gone = resolve;
        if (timer) clearTimeout(timer);
        if (worker) worker.postMessage('stop' satisfies FromServer);
        else resolve();
      }),
  };
}

async function answer(worker: Worker, services: Services, { question, args, id }: Question, log: Log): Promise<void> {
  const reply: Answer = { answer: id };
  try {
    await (services[question] as (...given: unknown[]) => unknown)(...args);
  } catch (error) {
    reply.error = { message: error instanceof Error ? error.message : String(error), code: errorCode(error) };
    log.warn({ err: error, question }, 'what a thread asked for failed');
  }
  worker.postMessage(reply);
}

/** The server as its thread sees it: resolves when it was done. @throws Error with the text and the code of what went wrong there. */
export type Ask<S extends Services> = <N extends keyof S & string>(name: N, ...args: Parameters<S[N]>) => Promise<void>;

/**
 * The other end: what a thread's module calls, once. `work` is given the data and the server, begins, and returns how to end.
 * A defect that nobody caught ends the thread.
 */
export async function inThread<S extends Services>(
  work: (data: unknown, ask: Ask<S>) => Promise<() => Promise<void>>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this module is run by a thread');
  const { ask, settle } = createAsking<S>(port);
  let isToStop = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    isToStop = resolve;
  });
  port.on('message', (message: FromServer) => (message === 'stop' ? isToStop() : settle(message)));
  const end = await work((workerData as { data: unknown }).data, ask);
  port.postMessage('started' satisfies FromThread);
  await asked;
  await end();
  // Of the thread alone. Whatever is still open in it is nobody's any more.
  process.exit(0);
}

function createAsking<S extends Services>(port: MessagePort): { ask: Ask<S>; settle(answer: Answer): void } {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  return {
    ask: (question, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ error }) =>
          error ? reject(Object.assign(new Error(error.message), { code: error.code })) : resolve(),
        );
        port.postMessage({ question, args, id } satisfies FromThread);
      }),
    settle: (reply) => {
      waiting.get(reply.answer)?.(reply);
      waiting.delete(reply.answer);
    },
  };
}
