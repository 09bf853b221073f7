/** The foot of a list: which rows are shown, and the pages seen so far. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../lib/format.ts';
import { goToPage, nextPage, rowRange, type Pages } from '../lib/keyset.ts';
import { classes } from './marks.tsx';
import './pager.css';

interface Props {
  pages: Pages;
  onChange: (pages: Pages) => void;
  pageSize: number;
  page: { items: readonly unknown[]; next: string | null; total: number; totalIsExact: boolean } | undefined;
  unit: string;
}

/** Numbers around the shown page: the first, its neighbours, the last one seen. */
function pageNumbers(at: number, last: number): (number | 'gap')[] {
  const wanted = [0, at - 1, at, at + 1, last].filter((page) => page >= 0 && page <= last);
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  return sorted.flatMap((page, index) => {
    const before = sorted[index - 1];
    return before !== undefined && page > before + 1 ? (['gap', page] as const) : [page];
  });
}

export function Pager({ pages, onChange, pageSize, page, unit }: Props) {
  const { t } = useTranslation();
  const range = rowRange(pages, pageSize, page?.items.length ?? 0);
  const words = { from: count(range.from), to: count(range.to), total: count(page?.total ?? 0), unit };
  const hasNext = Boolean(page?.next);
  const last = pages.at + (hasNext ? 1 : 0);
  const go = (target: number) =>
    onChange(target === pages.at + 1 && page?.next ? nextPage(pages, page.next) : goToPage(pages, target));
  const lastSeen = Math.max(last, pages.cursors.length - 1);
  return (
    <nav className="pager" aria-label={t('app.list.pager')}>
      <span>
        {page && page.total > 0 && (page.totalIsExact ? t('app.list.range', words) : t('app.list.rangeAbout', words))}
      </span>
      <span className="fill" />
      <button
        type="button"
        className="pager-step"
        aria-label={t('app.list.previous')}
        disabled={pages.at === 0}
        onClick={() => go(pages.at - 1)}
      >
        <ChevronLeft size={14} aria-hidden />
      </button>
      {pageNumbers(pages.at, lastSeen).map((target, index) =>
        target === 'gap' ? (
          <span key={`gap-${String(index)}`} className="hint">
            …
          </span>
        ) : (
          <button
            key={target}
            type="button"
            className={classes('pager-step', target === pages.at && 'is-current')}
            aria-current={target === pages.at ? 'page' : undefined}
            aria-label={t('app.list.page', { page: target + 1 })}
            onClick={() => go(target)}
          >
            {target + 1}
          </button>
        ),
      )}
      <button
        type="button"
        className="pager-step"
        aria-label={t('app.list.next')}
        disabled={!hasNext}
        onClick={() => go(pages.at + 1)}
      >
        <ChevronRight size={14} aria-hidden />
      </button>
    </nav>
  );
}
