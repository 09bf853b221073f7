/** Pages of other systems about a call: opened by a click, below what we know of it. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkedPage } from '../../../ui/linked-page/linked-page.tsx';
import { useLinkedPages } from '../../../ui/linked-page/use-linked-pages.ts';

export function LinkedOfCall({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const pages = useLinkedPages(['call']);
  const page = pages.find(({ id }) => id === open);
  if (pages.length === 0) return null;
  return (
    <section className="drawer-section" aria-label={t('linkedPages.what')}>
      <div className="chips">
        {pages.map(({ id, name }) => (
          <Button key={id} size="small" aria-pressed={id === open} onClick={() => setOpen(id === open ? null : id)}>
            {name}
          </Button>
        ))}
      </div>
      {page && (
        <div className="linked-of-call">
          <LinkedPage key={page.id} page={page} subject={{ callId }} />
        </div>
      )}
    </section>
  );
}
