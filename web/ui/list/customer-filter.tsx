/** The filter of a list by the one customer whom the address names: it is taken away here, and chosen on the page of the customer. */
import { CustomerChip } from '../customer-chip.tsx';
import type { Filter } from './filters.ts';

export const customerFilter = (
  customer: string | undefined,
  label: string,
  change: (part: { customer: undefined }) => void,
): readonly Filter<'customer'>[] =>
  customer
    ? [
        {
          key: 'customer',
          kind: 'custom',
          label,
          control: <CustomerChip id={customer} onClear={() => change({ customer: undefined })} />,
        },
      ]
    : [];
