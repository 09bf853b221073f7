/** One WebSocket that is opened again for as long as it is wanted, and that notices when the network is dead. */

/** `lost` only after a connection was up or could not be made for a while. */
export type Link = 'off' | 'connecting' | 'open' | 'lost';

export interface SocketLink {
  start(): void;
  stop(): void;
  /** Drops the text when the link is not open. */
  send(text: string): void;
  state(): Link;
  watch(listener: () => void): () => void;
}

export interface SocketLinkOptions {
  connect: () => WebSocket;
  onOpen: (isFirst: boolean) => void;
  onMessage: (text: string) => void;
  /** What to send to be answered. */
  ping: () => string;
  random: () => number;
}

const pingEveryMs = 15_000;
const answerWithinMs = 8000;

/** Milliseconds until the next try: doubling from 400 to 8000, half of it left to chance so that browsers do not come back together. */
export function retryDelay(attempt: number, random: number): number {
  const full = Math.min(8000, 400 * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * random);
}

export function createSocketLink({ connect, onOpen, onMessage, ping, random }: SocketLinkOptions): SocketLink {
  const listeners = new Set<() => void>();
  let socket: WebSocket | null = null;
  let state: Link = 'off';
  let attempt = 0;
  let wasOpen = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let pulse: ReturnType<typeof setTimeout> | undefined;

  function enter(next: Link): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function send(text: string): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(text);
  }

  function open(): void {
    const own = connect();
    socket = own;
    own.addEventListener('open', () => {
      attempt = 0;
      enter('open');
      onOpen(!wasOpen);
      wasOpen = true;
      beat(own);
    });
    own.addEventListener('message', (event) => {
      beat(own);
      onMessage(String(event.data));
    });
    own.addEventListener('close', () => own === socket && openAgain());
  }

  function openAgain(): void {
    clearTimeout(pulse);
    socket = null;
    if (state === 'off') return;
    enter(wasOpen || attempt > 1 ? 'lost' : 'connecting');
    retry = setTimeout(open, retryDelay(attempt, random()));
    attempt += 1;
  }

  /** A dead network closes no socket by itself: silence after a ping does. */
  function beat(own: WebSocket): void {
    clearTimeout(pulse);
    pulse = setTimeout(() => {
      send(ping());
      pulse = setTimeout(() => {
        own.close();
        if (own === socket) openAgain();
      }, answerWithinMs);
    }, pingEveryMs);
  }

  return {
    send,
    state: () => state,
    start() {
      if (state !== 'off') return;
      attempt = 0;
      wasOpen = false;
      enter('connecting');
      open();
    },
    stop() {
      enter('off');
      clearTimeout(retry);
      clearTimeout(pulse);
      socket?.close();
      socket = null;
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
