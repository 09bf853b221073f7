/** Chooses a colour by what the browser has for it; without one it stands at the product's own. */
import { ConfigProvider } from 'antd';
import { standardColour } from './theme.ts';
import './colour-input.css';

interface Props {
  id?: string;
  label?: string;
  colour: string | null;
  onChange: (colour: string) => void;
}

/** Where a form is only shown, as of a company that has expired, it is off with the rest of it. */
export function ColourInput({ id, label, colour, onChange }: Props) {
  const { componentDisabled } = ConfigProvider.useConfig();
  return (
    <input
      type="color"
      className="colour-input"
      id={id}
      aria-label={label}
      disabled={componentDisabled}
      value={colour ?? standardColour}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
