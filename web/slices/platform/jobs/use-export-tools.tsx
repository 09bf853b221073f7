/** The export of a whole list and of the rows that are selected in it, as a list page takes them; nothing for those who may not. */
import type { Permission } from '@bahu/contract/permissions.ts';
import type { ComponentProps, ReactNode } from 'react';
import { useMay } from '../../../lib/session.tsx';
import { ExportButton } from './export-button.tsx';

type Props = Omit<ComponentProps<typeof ExportButton>, 'isBulk'> & { permission: Permission };

export function useExportTools({ permission, ...props }: Props): { actions?: ReactNode; bulk?: () => ReactNode } {
  return useMay(permission)
    ? { actions: <ExportButton {...props} />, bulk: () => <ExportButton {...props} isBulk /> }
    : {};
}
