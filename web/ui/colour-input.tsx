/** Chooses a colour by what the browser has for it; without one it stands at the product's own. */
import { standardColour } from './theme.ts';
import './colour-input.css';

interface Props {
  id?: string;
  label?: string;
  colour: string | null;
  onChange: (colour: string) => void;
}

export const ColourInput = ({ id, label, colour, onChange }: Props) => (
  <input
    type="color"
    className="colour-input"
    id={id}
    aria-label={label}
    value={colour ?? standardColour}
    onChange={(event) => onChange(event.target.value)}
  />
);
