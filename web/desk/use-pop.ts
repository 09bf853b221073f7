/**
 * The screen pop: a call of one's own opens its customer's tab behind the shown one; the answer brings it forward unless
 * somebody is typing.
 */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { draftsOf, hasDraft, moveDraft } from '../lib/drafts.ts';
import { useTopic } from '../lib/services.tsx';
import { useMe } from '../lib/session.tsx';
import { useTabs } from '../lib/tabs-context.tsx';
import { pathOf, type Tab } from '../lib/tabs.ts';
import { useIsTyping } from '../lib/use-is-typing.ts';
import { comesForward, popAddress, popTitle } from './call-view.ts';
import { useLinkedPop } from './use-linked-pop.ts';

/** What a page about a call or a customer keeps its drafts by: their id. */
const idOf = (path: string): string => path.split('/').at(-1) ?? '';
const isNoted = ({ path }: Tab): boolean => draftsOf(idOf(path)).some(hasDraft);

function usePop(): void {
  const { t } = useTranslation();
  const desk = useTopic('desk');
  const call = desk?.call ?? null;
  const mayPop = desk?.mayPop !== false;
  const tabs = useTabs();
  const isTyping = useIsTyping();
  const { popsInbound, popsOutbound } = useMe().settings;
  const opened = useRef<{ callId: string; href: string } | null>(null);
  const shown = useRef<string | null>(null);

  useEffect(() => {
    if (!call || call.phase === 'ended' || call.direction === 'internal' || call.supervising) return;
    if (!mayPop || !(call.direction === 'inbound' ? popsInbound : popsOutbound)) return;
    const href = popAddress(call);
    const known = { title: popTitle(t, call), callId: call.callId };
    const before = opened.current;
    opened.current = { callId: call.callId, href };
    if (before?.callId === call.callId && before.href !== href)
      tabs.replace(pathOf(before.href), { path: pathOf(href), href, ...known });
    else if (before?.callId !== call.callId) {
      // Somebody unknown who calls again has one page, with what was begun there. Numbers that are masked look alike.
      const isKnownAgain = call.number !== '' && !call.number.includes('*');
      const same = tabs.all.filter(({ path, title }) => isKnownAgain && isCaller(path) && title === known.title);
      for (const { path } of same) if (path !== tabs.current) takeDraftsAlong(idOf(path), idOf(pathOf(href)));
      tabs.makeRoom(call.callId, isNoted);
      tabs.add(href, { ...known, isOfCall: true });
    }
    if (!comesForward(call) || shown.current === call.callId) return;
    shown.current = call.callId;
    if (!isTyping()) tabs.show(href);
  });
}

const isCaller = (path: string): boolean => path.startsWith('/pop/');

function takeDraftsAlong(from: string, to: string): void {
  const [before, after] = [draftsOf(from), draftsOf(to)];
  before.forEach((name, at) => moveDraft(name, after[at]!));
}

/** Apart from the shell, which would else be drawn anew with each address. */
export function Pop(): null {
  usePop();
  useLinkedPop();
  return null;
}
