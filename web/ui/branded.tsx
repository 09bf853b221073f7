/** Puts a company's colour in the place of the product's, for everything below and for what opens above it. */
import { ConfigProvider, type ThemeConfig } from 'antd';
import { useLayoutEffect, useMemo, type ReactNode } from 'react';
import { brandColours } from './brand-colours.ts';
import { useMode } from './theme-provider.tsx';
import { antdTheme, cssVariables } from './theme.ts';

const kebab = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export function Branded({ colour, children }: { colour: string | null; children: ReactNode }) {
  const mode = useMode();
  const colours = useMemo(() => (colour ? brandColours(colour, mode) : null), [colour, mode]);
  const theme = useMemo<ThemeConfig>(() => {
    const standard = antdTheme(mode);
    if (!colours) return { ...standard, inherit: false };
    const steps = standard.algorithm;
    const { primary, primaryHover, primaryActive, primarySoft, onPrimary } = colours;
    const tokens = {
      colorPrimary: primary,
      colorPrimaryHover: primaryHover,
      colorPrimaryActive: primaryActive,
      colorPrimaryBg: primarySoft,
      colorLink: primary,
      colorLinkHover: primaryHover,
      colorTextLightSolid: onPrimary,
    };
    return {
      ...standard,
      inherit: false,
      algorithm: [
        ...(Array.isArray(steps) ? steps : steps ? [steps] : []),
        (_seed: unknown, map: object | undefined) => ({ ...map, colorPrimary: primary }),
      ] as NonNullable<ThemeConfig['algorithm']>,
      token: { ...standard.token, ...tokens },
      components: { ...standard.components, Checkbox: { ...standard.components?.Checkbox, colorWhite: onPrimary } },
    };
  }, [colours, mode]);
  useLayoutEffect(() => {
    if (!colours) return undefined;
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(colours)) style.setProperty(kebab(name), value);
    return () => {
      const standard = cssVariables(mode);
      for (const name of Object.keys(colours).map(kebab)) style.setProperty(name, standard[name] ?? '');
    };
  }, [colours, mode]);
  // With a theme in either case: nothing below may be made anew when the colour arrives.
  return <ConfigProvider theme={theme}>{children}</ConfigProvider>;
}
