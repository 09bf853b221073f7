/** The buttons in the bar of the selected customers, and the dialog of each, which is fetched when it is wanted. */
import { Button } from 'antd';
import { LockKeyhole, PenLine, Trash2, UserRoundPlus, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import type { BulkTarget } from './use-bulk.ts';

const dialogs = {
  own: lazy(async () => ({ default: (await import('./own-dialog.tsx')).OwnDialog })),
  assign: lazy(async () => ({ default: (await import('./assign-dialog.tsx')).AssignDialog })),
  change: lazy(async () => ({ default: (await import('./change-dialog.tsx')).ChangeDialog })),
  delete: lazy(async () => ({ default: (await import('./delete-dialog.tsx')).DeleteDialog })),
} as const;
type Name = keyof typeof dialogs;
const icons: Readonly<Record<Name, LucideIcon>> = {
  own: LockKeyhole,
  assign: UserRoundPlus,
  change: PenLine,
  delete: Trash2,
};

export function BulkButtons({ target, onDone }: { target: BulkTarget; onDone: () => void }) {
  const { t } = useTranslation();
  // The selection may go while its dialog is open.
  const [open, setOpen] = useState<{ name: Name; target: BulkTarget } | null>(null);
  const may: Readonly<Record<Name, boolean>> = {
    own: [useMay('customer.take'), useMay('customer.lock')].includes(true),
    assign: useMay('customer.assign'),
    change: useMay('customer.edit'),
    delete: useMay('customer.delete'),
  };
  const Dialog = open && dialogs[open.name];
  return (
    <>
      {(Object.keys(dialogs) as Name[])
        .filter((name) => may[name])
        .map((name) => {
          const Icon = icons[name];
          return (
            <Button
              key={name}
              size="small"
              type="text"
              icon={<Icon size={14} aria-hidden />}
              onClick={() => setOpen({ name, target })}
            >
              {t(`bulkCustomers.${name}.short`)}
            </Button>
          );
        })}
      {Dialog && (
        <Suspense fallback={null}>
          <Dialog target={open.target} onClose={() => setOpen(null)} onDone={onDone} />
        </Suspense>
      )}
    </>
  );
}
