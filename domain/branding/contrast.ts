/** Whether text can be read on a colour: the contrast of WCAG 2. */

/** Of small text; WCAG 2 level AA. */
const enough = 4.5;

/** Relative luminance of `#rrggbb`, from 0 (black) to 1 (white). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours `#rrggbb`, from 1 (none) to 21 (black on white). */
export function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Whether a colour `#rrggbb` can carry a brand: white text on it, and itself as text on white, can be read. */
export const isReadableBrand = (colour: string): boolean => contrastOf(colour, '#ffffff') >= enough;
