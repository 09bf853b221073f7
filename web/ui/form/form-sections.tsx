/** The fields of a form by sections. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { FormField } from './control.tsx';
import { isFieldShown, type Section } from './fields.ts';
import type { EntityForm } from './use-entity-form.ts';
import './form.css';

interface Props<V extends object> {
  form: EntityForm<V>;
  sections: readonly Section<V>[];
}

export function FormSections<V extends object>({ form, sections }: Props<V>) {
  return sections.map((section, index) => {
    const fields = section.fields.filter((field) => isFieldShown(field, form.values));
    if (fields.length === 0) return null;
    const key = section.title ?? index;
    if (section.isFolded) return <FoldedSection key={key} form={form} section={{ ...section, fields }} />;
    return (
      <fieldset key={key} className="form-section">
        {section.title && <legend>{section.title}</legend>}
        {section.note && <p className="hint form-section-note">{section.note}</p>}
        {fields.map((field) => (
          <FormField key={field.name} form={form} field={field} />
        ))}
      </fieldset>
    );
  });
}

/** What is wrong is never hidden: a refusal opens the section. */
function FoldedSection<V extends object>({
  form,
  section: { title, fields },
}: {
  form: EntityForm<V>;
  section: Section<V>;
}) {
  const id = useId();
  const [isAskedFor, setIsAskedFor] = useState(false);
  const isOpen =
    isAskedFor ||
    Object.keys(form.errors).some((path) => fields.some(({ name }) => path === name || path.startsWith(`${name}.`)));
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        className="form-more"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsAskedFor(!isOpen)}
      >
        <Arrow size={14} aria-hidden />
        {title}
      </button>
      <fieldset id={id} className="form-section" aria-label={title} hidden={!isOpen}>
        {isOpen && fields.map((field) => <FormField key={field.name} form={form} field={field} />)}
      </fieldset>
    </>
  );
}
