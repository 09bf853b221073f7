/** A live desk without telephony: the page's realtime answers for the topic of one's own phone with what a test makes up. */
import type { DeskState, LiveCall, ServerFrame } from '@bahu/contract/realtime.ts';
import type { Page, WebSocketRoute } from 'playwright-core';

const now = (): string => new Date().toISOString();

export const callOf = (given: Partial<LiveCall> & Pick<LiveCall, 'callId'>): LiveCall => ({
  isOverPermanent: false,
  legId: `${given.callId}.1`,
  direction: 'inbound',
  phase: 'ringing',
  number: '13900000001',
  numberShown: null,
  customerId: null,
  customerName: null,
  queueName: null,
  menuKeys: '',
  startedAt: now(),
  answeredAt: null,
  waitedSeconds: 0,
  isRecorded: false,
  isFarSilent: false,
  isOwnSilent: false,
  outcome: null,
  isOwner: true,
  offeredBy: null,
  parties: [],
  supervisedBy: [],
  supervising: null,
  ...given,
});

export const deskOf = (agentId: string, given: Partial<DeskState> = {}): DeskState => ({
  agentId,
  state: 'ready',
  chosen: 'ready',
  pause: null,
  nextPause: null,
  setFor: null,
  since: now(),
  wrapUpEndsAt: null,
  wrapUpCallId: null,
  isPhoneRegistered: true,
  queueIds: [],
  signedOutQueueIds: [],
  softphoneSessionId: null,
  hasDeskPhone: false,
  mayPop: true,
  call: null,
  second: null,
  today: { answered: 0, placed: 0 },
  ...given,
});

/** Answers for the desk in this page, also after a reload; everything else is the server's. Before the page is opened. */
export async function playDesk(page: Page, start: DeskState): Promise<(next: DeskState) => void> {
  let open: WebSocketRoute | null = null;
  let seq = 0;
  let value = start;
  const send = (frame: ServerFrame): void => open?.send(JSON.stringify(frame));
  const tell = (): void => send({ topic: 'desk', seq: ++seq, value });
  await page.routeWebSocket('**/realtime', (socket) => {
    open = socket;
    seq = 0;
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const frame = JSON.parse(String(message)) as { subscribe?: string[] };
      if (frame.subscribe?.includes('desk')) tell();
      const rest = frame.subscribe?.filter((topic) => topic !== 'desk');
      if (rest?.length !== 0) server.send(JSON.stringify(rest ? { subscribe: rest } : frame));
    });
  });
  return (next) => {
    value = next;
    tell();
  };
}
