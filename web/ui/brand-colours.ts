/** The few colours that follow from a company's own one, readable in both modes. Pure. */
import { contrastOf } from '@bahu/domain/branding/contrast.ts';

export interface BrandColours {
  primary: string;
  primaryHover: string;
  primaryActive: string;
  onPrimary: string;
  primarySoft: string;
}

const [white, black] = ['#FFFFFF', '#000000'] as const;
/** Of the dark mode's raised surface, the lightest that text stands on. */
const darkSurface = '#1A242A';
/** What text needs, with a little room for rounding. */
const enough = 4.6;

/** `share` of the second colour in the first, both `#rrggbb`. */
function mix(colour: string, other: string, share: number): string {
  const parts = [1, 3, 5].map(
    (at) =>
      Number.parseInt(colour.slice(at, at + 2), 16) * (1 - share) +
      Number.parseInt(other.slice(at, at + 2), 16) * share,
  );
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** Light mode shows the colour itself with white text on it; dark mode a lighter one that can be read on dark surfaces, with dark text on it. */
export function brandColours(colour: string, mode: 'light' | 'dark'): BrandColours {
  if (mode === 'light')
    return {
      primary: colour,
      primaryHover: mix(colour, black, 0.2),
      primaryActive: mix(colour, black, 0.36),
      onPrimary: white,
      primarySoft: mix(colour, white, 0.88),
    };
  let lighter = colour;
  for (let share = 0.1; contrastOf(lighter, darkSurface) < enough; share += 0.05) lighter = mix(colour, white, share);
  return {
    primary: lighter,
    primaryHover: mix(lighter, white, 0.25),
    primaryActive: mix(lighter, black, 0.14),
    onPrimary: mix(lighter, black, 0.88),
    primarySoft: mix(darkSurface, lighter, 0.2),
  };
}
