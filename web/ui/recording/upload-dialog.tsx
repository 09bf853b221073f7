/** A recording of a call on another device: its file, and whose it is. What the file says of its length and end fills in when the call began. */
import { Modal, Radio, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../lib/focus.ts';
import { fieldFailures } from '../../lib/failure.ts';
import { DayField } from '../day/day-field.tsx';
import { FieldLabel } from '../field-label.tsx';
import { RemoteSelect } from '../remote/remote-select.tsx';
import { SoundPicker } from './sound-picker.tsx';
import { useCustomerChoice } from './use-customer-choice.ts';
import { useLocalUpload, type LocalUpload } from './use-local-upload.ts';
import './upload-dialog.css';

/** A call that is there, a customer, or whoever is chosen. */
export type UploadTarget = { readonly callId: string } | { readonly customerId: string | null };

export function UploadDialog({ of, onClose }: { of: UploadTarget; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const draft = useLocalUpload(of, onClose);
  const { part } = draft;
  return (
    <Modal
      open
      width={480}
      title={t('localRecordings.title')}
      okText={t('localRecordings.send')}
      okButtonProps={{ disabled: !draft.isWhole, loading: part !== null }}
      cancelText={t('app.action.cancel')}
      mask={{ closable: false }}
      onOk={draft.send}
      onCancel={() => {
        draft.stop();
        onClose();
      }}
    >
      <div className="local-upload">
        <p className="second">{t('callId' in of ? 'localRecordings.hintOfCall' : 'localRecordings.hint')}</p>
        <SoundPicker sound={draft.sound} isFixed={part !== null} onPick={draft.pick} />
        {!('callId' in of) && <Whose draft={draft} isChosen={of.customerId === null} />}
        {part !== null && (
          <progress max={100} value={Math.floor(part * 100)} aria-label={t('localRecordings.progress')} />
        )}
        {draft.failure !== null && (
          <p className="tone-alarm toned small" role="alert">
            {Object.values(fieldFailures(t, draft.error))[0] ?? draft.failure}
          </p>
        )}
      </div>
    </Modal>
  );
}

/** The customer with the number, which way the call went, and when it began. */
function Whose({ draft, isChosen }: { draft: LocalUpload; isChosen: boolean }) {
  const { t } = useTranslation();
  const [whoId, numberId, startId] = [useId(), useId(), useId()];
  const { values, change, part } = draft;
  const isFixed = part !== null;
  const choice = useCustomerChoice(values.customerId);
  const { customer } = choice;
  return (
    <>
      {isChosen ? (
        <div className="form-field">
          <FieldLabel id={whoId} label={t('localRecordings.customer')} isRequired />
          <RemoteSelect
            id={whoId}
            label={t('localRecordings.customer')}
            remote={choice.remote}
            values={values.customerId === null ? [] : [values.customerId]}
            disabled={isFixed}
            aria-required
            onChange={([customerId = null]) => change({ customerId, numberId: null })}
          />
        </div>
      ) : (
        <p className="local-upload-whose">
          <b>{customer?.name ?? '…'}</b>
        </p>
      )}
      {customer && customer.numbers.length > 1 ? (
        <div className="form-field">
          <FieldLabel id={numberId} label={t('localRecordings.number')} isRequired />
          <Select
            id={numberId}
            style={{ width: '100%' }}
            disabled={isFixed}
            value={values.numberId ?? customer.id}
            options={customer.numbers.map(({ id, number }) => ({ value: id, label: number }))}
            onChange={(chosen) => change({ numberId: chosen })}
          />
        </div>
      ) : (
        customer && <p className="local-upload-whose second">{customer.phone}</p>
      )}
      <div className="form-field">
        <Radio.Group
          aria-label={t('localRecordings.direction')}
          disabled={isFixed}
          value={values.direction}
          options={(['outbound', 'inbound'] as const).map((value) => ({
            value,
            label: t(`localRecordings.directions.${value}`),
          }))}
          onChange={({ target }) => change({ direction: target.value as 'inbound' | 'outbound' })}
        />
      </div>
      <div className="form-field">
        <FieldLabel id={startId} label={t('localRecordings.startedAt')} isRequired />
        <DayField
          id={startId}
          kind="date-time"
          value={values.startedAt}
          disabled={isFixed}
          aria-required
          onText={(startedAt) => change({ startedAt })}
        />
        <div className="small hint">{t('localRecordings.startedAtHint')}</div>
      </div>
    </>
  );
}
