import { contrastOf, isReadableBrand } from '@bahu/domain/branding/contrast.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brandColours } from './brand-colours.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)
  .filter(isReadableBrand);

it('[P3] every colour that a company may choose is readable in both modes, as text and under it', () => {
  fc.assert(
    fc.property(colour, (chosen) => {
      for (const mode of ['light', 'dark'] as const) {
        const { primary, primaryHover, onPrimary } = brandColours(chosen, mode);
        expect(contrastOf(primary, mode === 'dark' ? '#1A242A' : '#FFFFFF')).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(onPrimary, primary)).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(onPrimary, primaryHover)).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
});

it('[P3] light mode shows the very colour', () => {
  expect(brandColours('#7a1fa2', 'light').primary).toBe('#7a1fa2');
});
