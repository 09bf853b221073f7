/** The contacts of a customer (联系人), each with the numbers that lead to them: a tab of the customer's page. */
import type { Contact } from '@bahu/contract/contacts.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { Button } from 'antd';
import { Contact as ContactIcon, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { ContactForm } from './contact-form.tsx';
import { NumberLine } from './number-line.tsx';
import { useContacts, useRemoveContact } from './use-contacts.ts';
import './contacts.css';

export function Contacts({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const contacts = useContacts(customer.id);
  const [open, setOpen] = useState<string | null>(null);
  const mayAdd = customer.can.includes('edit');
  const close = (): void => setOpen(null);
  const opened = contacts.data?.find(({ id }) => id === open);
  if (opened ?? open === 'new')
    return <ContactForm key={open} customer={customer} contact={opened ?? null} onClose={close} />;
  return (
    <>
      {mayAdd && (
        <div className="chips history-filter">
          <span className="fill" />
          <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen('new')}>
            {t('customers.contacts.add')}
          </Button>
        </div>
      )}
      <div className="scroll fill" tabIndex={0} role="region" aria-label={t('customers.contacts.what')}>
        <Loaded answer={contacts} what={t('customers.contacts.what')}>
          {(all) =>
            all.length === 0 ? (
              <Notice
                icon={ContactIcon}
                title={t('customers.contacts.empty')}
                hint={t('customers.contacts.emptyHint')}
              />
            ) : (
              <ul className="contacts">
                {all.map((contact) => (
                  <ContactItem
                    key={contact.id}
                    customer={customer}
                    contact={contact}
                    onEdit={() => setOpen(contact.id)}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function ContactItem({ customer, contact, onEdit }: { customer: Customer; contact: Contact; onEdit: () => void }) {
  const { t } = useTranslation();
  const remove = useRemoveContact(customer);
  const { name, relation, email, note, numbers } = contact;
  return (
    <li className="contact">
      <div className="row row-tight">
        <b className="cut">{name}</b>
        {relation && <Tag>{relation}</Tag>}
        <span className="fill" />
        {contact.can.includes('edit') && (
          <IconButton icon={Pencil} size="tiny" label={t('customers.contacts.edit', { name })} onClick={onEdit} />
        )}
        {contact.can.includes('delete') && (
          <IconButton
            icon={Trash2}
            size="tiny"
            label={t('customers.contacts.remove', { name })}
            disabled={remove.isPending}
            onClick={() => remove.mutate(contact)}
          />
        )}
      </div>
      <ul className="customer-numbers" aria-label={t('customers.numbers.title')}>
        {numbers.map((number) => (
          <NumberLine key={`${number.id} ${number.number}`} customer={customer} number={number} />
        ))}
      </ul>
      {email && <p className="second small contact-text">{email}</p>}
      {note && <p className="second small contact-text">{note}</p>}
    </li>
  );
}
