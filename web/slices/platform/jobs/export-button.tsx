/** Exporting a list as a background job: the button, and a dialog that is fetched when it is wanted. */
import type { ExportKind } from '@bahu/contract/exports.ts';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

/** What the dialog needs to know of a list; `useList` gives it. */
export interface Exportable {
  readonly filter: Readonly<Record<string, string | boolean | undefined>>;
  readonly shown: readonly { key: string; title: string; exportAs?: readonly string[] }[];
  readonly selectedCount: number;
  readonly selection: { ids: string[] } | { filter: unknown; first?: number; sort?: unknown };
  readonly answer: { data: { total: number; totalIsExact: boolean } | undefined };
}

interface Props {
  kind: ExportKind;
  list: Exportable;
  /** How rows are counted: 位, 通. */
  unit: string;
  /** In the bulk bar, where the selected rows are meant. */
  isBulk?: boolean;
}

export function ExportButton({ kind, list, unit, isBulk = false }: Props) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        type={isBulk ? 'text' : 'default'}
        icon={<Download size={14} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('ui.exports.start')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ExportDialog kind={kind} list={list} unit={unit} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
