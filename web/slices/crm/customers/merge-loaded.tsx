/** The dialog of merging, which is fetched when it is wanted. */
import { lazy, Suspense, type ComponentProps } from 'react';

const Dialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }));

export function MergeDialog(props: ComponentProps<typeof Dialog>) {
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
