/** A control with its label above it and a hint below. */
import { useId, type ReactNode } from 'react';

export function LabelledField({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="operator-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <div className="hint small">{hint}</div>}
    </div>
  );
}
