/** The other party of a call in a list: the customer as a link, a colleague by name, else the number, or that it is withheld. */
import { useTranslation } from 'react-i18next';
import { AppLink } from './app-link.tsx';
import { DirectionIcon } from './direction-icon.tsx';
import { outcomeOf, outcomeTone } from './outcome.tsx';
import { useColleagueName } from './use-people.ts';

interface Props {
  call: {
    direction: 'inbound' | 'outbound' | 'internal';
    /** Null: nobody knows any more. */
    outcome: string | null;
    number: string;
    customerId: string | null;
    customerName: string | null;
  };
}

export function CallParty({ call }: Props) {
  const { t } = useTranslation();
  const isLost = call.outcome !== null && outcomeTone(outcomeOf(call.outcome), call.direction) === 'alarm';
  const colleague = useColleagueName(call.direction === 'internal' ? call.number : null);
  const isNamed = Boolean(call.customerName ?? colleague);
  return (
    <span className="row">
      <DirectionIcon direction={call.direction} isLost={isLost} />
      {call.customerId && call.customerName && (
        <AppLink to={`/customers/${call.customerId}`} className="cut">
          {call.customerName}
        </AppLink>
      )}
      {colleague && <span className="cut">{colleague}</span>}
      <span className={isNamed ? 'second whole' : 'whole'}>{call.number || t('phone.line.withheld')}</span>
    </span>
  );
}
