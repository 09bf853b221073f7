/** One's own desk phone, on one's own page: setting it up where one may, and whether one works with it. */
import { deskPhoneRoutes, type DeskPhoneOf } from '@bahu/contract/desk-phones.ts';
import { mayUsePhone } from '@bahu/domain/sign-in/methods.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { phoneChanged } from '../../../lib/phone-change.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { DeskPhonePanel } from './desk-phone-panel.tsx';

const queryKey = ['desk-phones', 'own'];

export function OwnDeskPhone() {
  const { t } = useTranslation();
  const phones = useClient(deskPhoneRoutes);
  const mayChange = useMay('desk-phone.own');
  return (
    <section className="own-section" aria-labelledby="desk-phone-title">
      <h2 id="desk-phone-title" className="own-head">
        {t('deskPhones.title')}
      </h2>
      <DeskPhonePanel
        queryKey={queryKey}
        get={(options) => phones.own(options)}
        issue={mayChange ? () => phones.issueOwn() : null}
        revoke={mayChange ? () => phones.revokeOwn() : null}
        onChanged={({ signInMethod, phone }) => {
          if (phone?.isUsed || !mayUsePhone(signInMethod, 'browser')) phoneChanged();
        }}
      >
        {(of) => <Use of={of} />}
      </DeskPhonePanel>
    </section>
  );
}

/** Where both are allowed, agents choose. */
function Use({ of: { signInMethod, phone } }: { of: DeskPhoneOf }) {
  const { t } = useTranslation();
  const phones = useClient(deskPhoneRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  if (!phone || !mayUsePhone(signInMethod, 'browser')) return null;
  const choose = async (isUsed: boolean): Promise<void> => {
    try {
      await phones.choose({ body: { isUsed } });
      toasts.done(t('deskPhones.useSaved', { what: t(isUsed ? 'deskPhones.uses.phone' : 'deskPhones.uses.page') }));
      phoneChanged();
    } catch (error) {
      toasts.failed(failureText(t, error));
    }
    await queries.invalidateQueries({ queryKey });
  };
  return (
    <div className="row desk-phone-use">
      <span id="desk-phone-use">{t('deskPhones.use')}</span>
      <Segmented<'page' | 'phone'>
        aria-labelledby="desk-phone-use"
        value={phone.isUsed ? 'phone' : 'page'}
        options={(['page', 'phone'] as const).map((value) => ({ value, label: t(`deskPhones.uses.${value}`) }))}
        onChange={(value) => void choose(value === 'phone')}
      />
    </div>
  );
}
