/** What the search box found, in the order shown: pages, records in the order of the slices, and the number itself to call. */
import type { SearchHits, SearchKind } from '@bahu/contract/search.ts';
import { FileText, Phone, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dialable } from '../../lib/format.ts';
import { useMe } from '../../lib/session.tsx';
import { isWholeNumber } from '../../lib/typed-number.ts';
import { nameOf, recordAddress, type FoundKind } from '../../lib/web-slice.ts';
import { useDayTime } from '../../ui/moment.tsx';
import { useMayCall, type CallTarget } from '../../ui/place-call.ts';
import { useFound } from '../../ui/use-found.ts';
import { webSlices } from '../../slices/index.ts';
import { mayOpen, pages } from '../pages.ts';
import { findPages } from './find-pages.ts';

export interface Hit {
  key: string;
  /** In the reader's language. */
  kind: string;
  /** Stays the same while records are looked for. */
  isSteady?: true;
  icon: LucideIcon;
  name: string;
  number?: string;
  note?: string | undefined;
  /** Where it opens; without it, choosing calls. */
  path?: string;
  target?: CallTarget;
}

/** `isOld`: records are still those of what was typed before. */
export function useHits(text: string): { hits: readonly Hit[]; isPending: boolean; isOld: boolean; error: unknown } {
  const { hits, ...state } = useFound(text);
  return { ...state, hits: [...usePageHits(text), ...useRecordHits(hits), ...useNumberHit(text)] };
}

function usePageHits(text: string): Hit[] {
  const { t, i18n } = useTranslation();
  const { permissions } = useMe();
  const named = pages
    .filter((page) => !page.path.includes('$') && mayOpen(page, permissions))
    .map(({ path, name }) => ({ path, name: nameOf({ name }, i18n.language) }));
  return findPages(named, text).map(({ path, name }) => ({
    key: path,
    kind: t('app.search.pages'),
    isSteady: true,
    icon: FileText,
    name,
    path,
  }));
}

const found = webSlices.flatMap(({ finds }) => Object.entries(finds ?? {}) as [SearchKind, FoundKind][]);

function useRecordHits(hits: SearchHits): Hit[] {
  const say = useDayTime();
  const { i18n } = useTranslation();
  const { permissions } = useMe();
  return found.flatMap(([kind, { icon, record, target, ...named }]) => {
    const page = pages.find((one) => one.record === record && mayOpen(one, permissions));
    return hits[kind].map((hit): Hit => ({
      key: hit.id,
      kind: nameOf(named, i18n.language),
      icon,
      name: hit.name,
      ...(hit.number !== hit.name && { number: hit.number }),
      note: hit.at === null ? hit.note : say(hit.at),
      ...(target && { target: target(hit) }),
      ...(page && { path: recordAddress(page, hit.id) }),
    }));
  });
}

/** What was typed may be a number that nobody has: it can be called all the same, once all of it is there. */
function useNumberHit(text: string): Hit[] {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const number = dialable(text).trim();
  if (!mayCall || !isWholeNumber(number)) return [];
  return [
    {
      key: 'call',
      kind: t('app.search.call'),
      isSteady: true,
      icon: Phone,
      name: t('app.search.callNumber', { number }),
      target: { number },
    },
  ];
}
