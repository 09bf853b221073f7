/** The frame of a list: tools above, rows that scroll, pager below; something docked beside it where needed. */
import { Button } from 'antd';
import { RefreshCw } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import './list-page.css';

interface Props {
  toolbar: ReactNode;
  foot: ReactNode;
  aside?: ReactNode;
  scroll: RefObject<HTMLDivElement | null>;
  children: ReactNode;
}

export function ListPage({ toolbar, foot, aside, scroll, children }: Props) {
  return (
    <div className="list-page">
      <div className="list-page-list">
        <div className="filter-bar">{toolbar}</div>
        <div ref={scroll} className="scroll fill list-page-rows">
          {children}
        </div>
        {foot}
      </div>
      {aside}
    </div>
  );
}

/** A list does not change under the pointer: it says that there is news. */
export function NewsButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button size="small" type="text" className="news-button" icon={<RefreshCw size={14} aria-hidden />} onClick={onClick}>
      {t('app.list.newRows')}
    </Button>
  );
}
