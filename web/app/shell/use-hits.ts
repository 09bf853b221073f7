/** What the search box found, in the order shown: pages, people, customers, calls, and the number itself to call. */
import type { SearchHits } from '@bahu/contract/search.ts';
import { FileText, Phone, User, Users, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dialable } from '../../lib/format.ts';
import { useMe } from '../../lib/session.tsx';
import { isWholeNumber } from '../../lib/typed-number.ts';
import { nameOf } from '../../lib/web-slice.ts';
import { useDayTime } from '../../ui/moment.tsx';
import { useMayCall, type CallTarget } from '../../ui/place-call.ts';
import { useFound } from '../../ui/use-found.ts';
import { mayOpen, pages } from '../pages.ts';
import { findPages } from './find-pages.ts';

export interface Hit {
  key: string;
  kind: 'pages' | 'people' | 'customers' | 'calls' | 'call';
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
  const { i18n } = useTranslation();
  const { permissions } = useMe();
  const named = pages
    .filter((page) => !page.path.includes('$') && mayOpen(page, permissions))
    .map(({ path, name }) => ({ path, name: nameOf({ name }, i18n.language) }));
  return findPages(named, text).map(({ path, name }) => ({ key: path, kind: 'pages', icon: FileText, name, path }));
}

function useRecordHits({ people, customers, calls }: SearchHits): Hit[] {
  const say = useDayTime();
  const { permissions } = useMe();
  const seesUsers = permissions.includes('user.read');
  return [
    ...people.map(({ id, name, extension, departmentName }): Hit => ({
      key: id,
      kind: 'people',
      icon: User,
      name,
      number: extension,
      note: departmentName ?? undefined,
      target: { number: extension },
      ...(seesUsers ? { path: `/users?open=${id}` } : {}),
    })),
    ...customers.map(({ id, name, phone, company }): Hit => ({
      key: id,
      kind: 'customers',
      icon: Users,
      name,
      number: phone,
      note: company,
      path: `/customers/${id}`,
      target: { customerId: id },
    })),
    ...calls.map(({ id, number, startedAt, customerName }): Hit => ({
      key: id,
      kind: 'calls',
      icon: Phone,
      name: customerName ?? number,
      note: say(startedAt),
      path: `/calls?open=${id}`,
      target: { callId: id },
      ...(customerName ? { number } : {}),
    })),
  ];
}

/** What was typed may be a number that nobody has: it can be called all the same, once all of it is there. */
function useNumberHit(text: string): Hit[] {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const number = dialable(text).trim();
  if (!mayCall || !isWholeNumber(number)) return [];
  return [{ key: 'call', kind: 'call', icon: Phone, name: t('app.search.callNumber', { number }), target: { number } }];
}
