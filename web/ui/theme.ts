/** Design tokens: one palette per mode, for the CSS variables of our own parts and for antd. */
import { theme, type ThemeConfig } from 'antd';

export type Mode = 'light' | 'dark';
export type StateColour = 'ready' | 'ringing' | 'talking' | 'wrapup' | 'away' | 'alarm';

/** `dot` is a graphic (3:1), `fg` text on `bg` and on the surface (4.5:1), `solid` with `on` is filled. */
interface StateTones {
  dot: string;
  fg: string;
  bg: string;
  solid: string;
  on: string;
}

/** `Latin quotes` (base.css): Chinese fonts draw the apostrophe and quotation marks as wide as a character, which leaves gaps in English words. */
const font =
  '-apple-system, "Segoe UI", "Latin quotes", "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei UI", "Microsoft YaHei", ' +
  '"Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif';
const mono = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace';

const palette = {
  light: {
    canvas: '#F1F4F5',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    sunken: '#F7F9FA',
    hover: '#EEF2F4',
    selected: '#E3EFF1',
    line: '#E0E6E9',
    lineStrong: '#C3CDD2',
    control: '#7E8D97',
    text: '#14212A',
    text2: '#43535E',
    text3: '#5C6B76',
    primary: '#0E5A66',
    primaryHover: '#0A4A54',
    primaryActive: '#073B43',
    onPrimary: '#FFFFFF',
    primarySoft: '#E3EFF1',
    focus: '#0B7A8C',
    spotlight: '#14212A',
    segment: '#FFFFFF',
    shadow: '0 8px 28px rgba(15,32,42,.14), 0 1px 3px rgba(15,32,42,.10)',
  },
  dark: {
    canvas: '#0C1216',
    surface: '#131B20',
    raised: '#1A242A',
    sunken: '#0F171B',
    hover: '#1D282F',
    selected: '#163239',
    line: '#243038',
    lineStrong: '#3A4953',
    control: '#677782',
    text: '#E5EBEE',
    text2: '#AEBAC2',
    text3: '#8998A2',
    primary: '#5EC2CF',
    primaryHover: '#82D3DD',
    primaryActive: '#45AEBC',
    onPrimary: '#04191D',
    primarySoft: '#163239',
    focus: '#7ADBE7',
    spotlight: '#2C3A43',
    segment: '#2C3A43',
    shadow: '0 10px 32px rgba(0,0,0,.55), 0 0 0 1px rgba(255,255,255,.04)',
  },
} as const;

/** What a company has that chose no colour. */
export const standardColour = palette.light.primary;

const stateTones: Record<Mode, Record<StateColour, StateTones>> = {
  light: {
    ready: { dot: '#1E9E57', fg: '#14693A', bg: '#E2F4E9', solid: '#167A43', on: '#FFFFFF' },
    ringing: { dot: '#C97900', fg: '#8A4B00', bg: '#FDF0D5', solid: '#A85D00', on: '#FFFFFF' },
    talking: { dot: '#2F74E6', fg: '#1B4FA8', bg: '#E4EEFD', solid: '#205FCB', on: '#FFFFFF' },
    wrapup: { dot: '#8A54D8', fg: '#5E2EA6', bg: '#F0E9FC', solid: '#7140C2', on: '#FFFFFF' },
    away: { dot: '#7D8B95', fg: '#45535D', bg: '#E8EDEF', solid: '#5A6974', on: '#FFFFFF' },
    alarm: { dot: '#D9363A', fg: '#A51D22', bg: '#FCE9E8', solid: '#C4282D', on: '#FFFFFF' },
  },
  dark: {
    ready: { dot: '#3CC47C', fg: '#68D89C', bg: '#11301F', solid: '#3CC47C', on: '#04170C' },
    ringing: { dot: '#F2A63A', fg: '#F6BE68', bg: '#382810', solid: '#F2A63A', on: '#231500' },
    talking: { dot: '#5B9BFF', fg: '#8DBAFF', bg: '#152A4D', solid: '#5B9BFF', on: '#04122B' },
    wrapup: { dot: '#AC80F5', fg: '#C6A7FB', bg: '#2B1F49', solid: '#AC80F5', on: '#150430' },
    away: { dot: '#8997A1', fg: '#B1BDC5', bg: '#232E35', solid: '#8997A1', on: '#0B1216' },
    alarm: { dot: '#F4625E', fg: '#FF938E', bg: '#3F1819', solid: '#F4625E', on: '#260303' },
  },
};

const kebab = (name: string): string => name.replace(/[A-Z0-9]/g, (c) => `-${c.toLowerCase()}`);

/** CSS variables for everything that antd does not draw: `--line-strong`, `--st-ready-dot`. */
export function cssVariables(mode: Mode): Record<string, string> {
  const plain = Object.entries(palette[mode]).map(([name, value]) => [`--${kebab(name)}`, value]);
  const states = Object.entries(stateTones[mode]).flatMap(([state, tones]) =>
    Object.entries(tones).map(([tone, value]) => [`--st-${state}-${tone}`, value]),
  );
  return Object.fromEntries([['--font', font], ['--mono', mono], ...plain, ...states]);
}

/** The same palette for antd. */
export function antdTheme(mode: Mode): ThemeConfig {
  const { primary } = palette[mode];
  const tones = stateTones[mode];
  const exact = {
    colorPrimary: primary,
    colorSuccess: tones.ready.solid,
    colorWarning: tones.ringing.dot,
    colorError: tones.alarm.solid,
    // The kit makes it lighter under the pointer, too light to be read.
    colorErrorHover: tones.alarm.fg,
    colorInfo: tones.talking.solid,
  };
  return {
    // The last step puts the exact colours back, which the stock algorithms dim in dark mode.
    algorithm: [
      mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
      (_seed, map) => ({ ...map!, ...exact }),
    ],
    token: { ...exact, ...colourTokens(mode), ...shapeTokens(mode) },
    components: componentTokens(mode),
  };
}

function colourTokens(mode: Mode): NonNullable<ThemeConfig['token']> {
  const p = palette[mode];
  return {
    colorPrimaryHover: p.primaryHover,
    colorPrimaryActive: p.primaryActive,
    colorPrimaryBg: p.primarySoft,
    colorTextLightSolid: p.onPrimary,
    colorLink: p.primary,
    colorLinkHover: p.primaryHover,
    colorBgLayout: p.canvas,
    colorBgContainer: p.surface,
    colorBgElevated: p.raised,
    colorBgSpotlight: p.spotlight,
    colorBorder: p.control,
    colorBorderSecondary: p.line,
    colorSplit: p.line,
    colorText: p.text,
    colorTextSecondary: p.text2,
    colorTextTertiary: p.text3,
    colorTextPlaceholder: p.text3,
    colorTextDescription: p.text3,
    colorFillSecondary: p.hover,
    colorFillTertiary: p.hover,
    colorFillQuaternary: p.sunken,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.selected,
    controlItemBgActiveHover: p.selected,
    controlOutline: 'transparent',
  };
}

function shapeTokens(mode: Mode): NonNullable<ThemeConfig['token']> {
  const { shadow } = palette[mode];
  return {
    fontFamily: font,
    fontFamilyCode: mono,
    fontSize: 13,
    fontSizeSM: 12,
    fontSizeLG: 14,
    lineHeight: 20 / 13,
    fontWeightStrong: 600,
    borderRadius: 6,
    borderRadiusSM: 4,
    borderRadiusLG: 10,
    borderRadiusXS: 3,
    controlHeight: 32,
    controlHeightSM: 28,
    controlHeightLG: 40,
    lineWidthFocus: 2,
    padding: 12,
    paddingSM: 10,
    paddingXS: 8,
    paddingXXS: 4,
    paddingLG: 16,
    margin: 12,
    marginSM: 8,
    marginXS: 8,
    marginXXS: 4,
    marginLG: 16,
    boxShadow: shadow,
    boxShadowSecondary: shadow,
    motionDurationFast: '80ms',
    motionDurationMid: '140ms',
    motionDurationSlow: '200ms',
    motionEaseInOut: 'cubic-bezier(.2,0,0,1)',
  };
}

function componentTokens(mode: Mode): NonNullable<ThemeConfig['components']> {
  const p = palette[mode];
  return {
    Button: {
      defaultBorderColor: p.lineStrong,
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 500,
      paddingInline: 12,
      paddingInlineSM: 8,
      contentFontSizeSM: 12,
    },
    Input: { activeShadow: 'none', paddingInline: 10 },
    Select: { optionHeight: 32, optionPadding: '6px 10px', optionSelectedBg: p.selected },
    Segmented: { trackBg: p.hover, itemSelectedBg: p.segment, itemColor: p.text2, trackPadding: 2 },
    Tooltip: { colorTextLightSolid: '#FFFFFF' },
    Checkbox: { colorWhite: p.onPrimary },
    Popover: { titleMinWidth: 160 },
  };
}
