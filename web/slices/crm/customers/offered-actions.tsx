/** What slices of later areas offer for selected customers. */
import { Suspense } from 'react';
import { useSlices } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import type { SelectedCustomers } from '../../../lib/web-slice.ts';

export function OfferedActions(of: SelectedCustomers) {
  const slices = useSlices();
  const { permissions } = useMe();
  return slices.flatMap(({ slice, onSelectedCustomers: offered }) => {
    if (!offered || !permissions.includes(offered.permission)) return [];
    const Control = offered.control;
    return (
      <Suspense key={slice} fallback={null}>
        <Control {...of} />
      </Suspense>
    );
  });
}
