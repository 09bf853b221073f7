/** The label of a field; a star for the eye where the field must be filled, the field itself says it to assistive technology. */
export function FieldLabel({
  id,
  label,
  isRequired,
}: {
  id?: string | undefined;
  label: string;
  isRequired?: boolean | undefined;
}) {
  return (
    <label htmlFor={id}>
      {label}
      {isRequired && (
        <span className="tone-alarm toned" aria-hidden>
          {' '}
          *
        </span>
      )}
    </label>
  );
}
