/** The form of a contact, in the place of the list of them. */
import { ContactChange, NewContact, contactRoutes, type Contact } from '@bahu/contract/contacts.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import type { Section } from '../../../ui/form/fields.ts';
import { RecordForm } from '../../../ui/form/record-form.tsx';
import { useEntityForm } from '../../../ui/form/use-entity-form.ts';
import { useContactNumberField } from './number-field.ts';
import { linesOf, newLines, sentNumbers, type NumberLine } from './number-lines.ts';
import { useContactsChanged } from './use-contacts.ts';

type Values = Pick<Contact, 'name' | 'relation' | 'email' | 'note'> & { numbers: readonly NumberLine[] };
const nobody: Values = { name: '', relation: '', email: '', note: '', numbers: [] };
const valuesOf = ({ name, relation, email, note, numbers }: Contact): Values => ({
  name,
  relation,
  email,
  note,
  numbers: linesOf(numbers),
});

interface Props {
  customer: Customer;
  contact: Contact | null;
  onClose: () => void;
}

export function ContactForm({ customer, contact, onClose }: Props) {
  const { t } = useTranslation();
  const contacts = useClient(contactRoutes);
  const changed = useContactsChanged(customer.id);
  const saved = contact ? valuesOf(contact) : nobody;
  const sections: readonly Section<Values>[] = [
    {
      fields: [
        { kind: 'text', name: 'name', label: t('customers.contacts.name') },
        {
          kind: 'text',
          name: 'relation',
          label: t('customers.contacts.relation'),
          placeholder: t('customers.contacts.relationHint'),
        },
        useContactNumberField<Values>(customer),
        { kind: 'text', name: 'email', label: t('customers.contacts.email'), inputMode: 'email' },
        { kind: 'textarea', name: 'note', label: t('customers.contacts.note'), rows: 2 },
      ],
    },
  ];
  const form = useEntityForm<Values, Contact>({
    name: 'contact',
    id: contact?.id ?? null,
    draftOf: customer.id,
    isMarked: false,
    saved,
    schema: contact ? ContactChange : NewContact,
    sections,
    isEditable: customer.can.includes('edit'),
    save: (values, { numbers, ...changes }, once) => {
      const lines = numbers && { numbers: sentNumbers(saved.numbers, numbers) };
      return contact
        ? contacts.changeContact({
            params: { id: contact.id },
            body: { version: contact.version, ...changes, ...lines },
          })
        : contacts.addContact(
            { params: { id: customer.id }, body: { ...values, numbers: newLines(values.numbers) } },
            once,
          );
    },
    savedText: t(contact ? 'customers.contacts.saved' : 'customers.contacts.added'),
    onSaved: () => {
      changed();
      onClose();
    },
  });
  return (
    <>
      <h3 className="contact-title">{contact?.name ?? t('customers.contacts.newTitle')}</h3>
      <RecordForm
        form={form}
        id={contact?.id ?? null}
        sections={sections}
        look="beside"
        isFirstFocused
        needs={t('permissions.customer.edit')}
        onReload={changed}
        onCancel={onClose}
      />
    </>
  );
}
