/** What the reader may do about whose a customer is: icons in a row of the list, and at the head of the customer's page. */
import { ownerActs, type Customer, type OwnerAct } from '@bahu/contract/customers.ts';
import { HandHelping, LockKeyhole, LockKeyholeOpen, Undo2, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useOwnerAct } from './use-owner-act.ts';

const icons: Readonly<Record<OwnerAct, LucideIcon>> = {
  take: HandHelping,
  'give-back': Undo2,
  lock: LockKeyhole,
  unlock: LockKeyholeOpen,
};

interface Props {
  customer: Pick<Customer, 'id' | 'name' | 'can'>;
  /** Of a row, whose buttons say of whom they are. */
  isOfRow?: boolean;
}

export function OwnerButtons({ customer, isOfRow = false }: Props) {
  const { t } = useTranslation();
  const acting = useOwnerAct();
  const { name, can } = customer;
  // Giving back is rare, and no way leads back once somebody has taken the customer: a row does not offer it.
  return ownerActs
    .filter((act) => can.includes(act) && !(isOfRow && act === 'give-back'))
    .map((act) => (
      <IconButton
        key={act}
        icon={icons[act]}
        size={isOfRow ? 'tiny' : 'small'}
        label={isOfRow ? t(`owners.actsOn.${act}`, { name }) : t(`owners.acts.${act}`)}
        disabled={acting.isPending}
        onClick={() => acting.mutate({ act, customer })}
      />
    ));
}
