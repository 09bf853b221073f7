/** What a customer wants of being called: seen before anybody dials, with since when it is so. */
import type { Customer } from '@bahu/contract/customers.ts';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';

type Said = Pick<
  Customer,
  | 'doNotCall'
  | 'doNotCallReason'
  | 'doNotCallAt'
  | 'doNotCallByName'
  | 'consent'
  | 'consentHow'
  | 'consentAt'
  | 'consentByName'
>;

/** One word, for a line of a list or the head of a card; nothing where they may be called. */
export function WishTag({ doNotCall, consent }: Pick<Said, 'doNotCall' | 'consent'>) {
  const { t } = useTranslation();
  if (doNotCall) return <Tag tone="alarm">{t('customers.doNotCall.yes')}</Tag>;
  return consent === 'refused' ? <Tag tone="alarm">{t('customers.wishes.refused')}</Tag> : null;
}

/** All that is known of it, a line each. */
export function Wishes({ customer }: { customer: Said }) {
  const { t } = useTranslation();
  const { doNotCall, doNotCallReason, doNotCallAt, doNotCallByName } = customer;
  const { consent, consentHow, consentAt, consentByName } = customer;
  const lines = [
    doNotCall && ([t('customers.doNotCall.yes'), doNotCallReason, doNotCallAt, doNotCallByName] as const),
    consent &&
      ([
        t('customers.wishes.consent', { word: t(`customers.consent.${consent}`) }),
        consentHow,
        consentAt,
        consentByName,
      ] as const),
  ];
  return lines.map(
    (line) =>
      line && (
        <p key={line[0]} className="second small">
          {line[0]}
          {line[1] && `${t('customers.wishes.colon')}${line[1]}`}
          {line[2] && (
            <>
              {' · '}
              <Moment at={line[2]} />
            </>
          )}
          {line[3] && ` · ${line[3]}`}
        </p>
      ),
  );
}
