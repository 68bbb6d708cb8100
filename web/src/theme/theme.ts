import {
  Alert,
  Button,
  Combobox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Tabs,
  Text,
  Tooltip,
} from '@mantine/core';

const cobalt: MantineColorsTuple = [
  '#eef3ff',
  '#dce5fd',
  '#b6c9f8',
  '#8dabf4',
  '#6a91f0',
  '#5380ee',
  '#4777ed',
  '#3563cf',
  '#2f5abd',
  '#224da7',
];

const gray: MantineColorsTuple = [
  '#f8f8fa',
  '#f1f1f4',
  '#e8e8ec',
  '#dcdce1',
  '#cfcfd6',
  '#8e8e99',
  '#5f5f6a',
  '#4a4a54',
  '#2f2f37',
  '#1c1c21',
];

const dark: MantineColorsTuple = [
  '#e9e9ee',
  '#b6b7c0',
  '#9c9da8',
  '#7c7d89',
  '#33343c',
  '#27282f',
  '#1b1c20',
  '#141518',
  '#101114',
  '#0b0c0e',
];

/** Mantine's red, darkened where white stands on it. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#f25f5f',
  '#d93636',
  '#c92a2a',
  '#b02424',
  '#8f1d1d',
];

const text = "'Inter Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif";
export const codeFont = "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, Consolas, monospace";

/** Alerts in the colours of the outcomes that they speak of. */
const alertColors: Record<string, Record<'--alert-bg' | '--alert-color' | '--alert-bd', string>> = {
  red: {
    '--alert-bg': 'var(--il-blocked-bg)',
    '--alert-color': 'var(--il-blocked)',
    '--alert-bd': '1px solid color-mix(in srgb, var(--il-blocked) 25%, transparent)',
  },
  yellow: {
    '--alert-bg': 'var(--il-warned-bg)',
    '--alert-color': 'var(--il-warned)',
    '--alert-bd': '1px solid color-mix(in srgb, var(--il-warned) 25%, transparent)',
  },
};

/** Dense by default: 13 px text, 30 px controls. */
export const theme = createTheme({
  fontFamily: text,
  fontFamilyMonospace: codeFont,
  headings: {
    fontFamily: text,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '1.35' },
      h2: { fontSize: '15px', lineHeight: '1.4' },
      h3: { fontSize: '13px', lineHeight: '1.5' },
    },
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: '6px',
  primaryColor: 'cobalt',
  primaryShade: { light: 7, dark: 7 },
  colors: { cobalt, gray, dark, red },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Combobox: Combobox.extend({ vars: () => ({ options: { '--combobox-option-fz': '13px' }, dropdown: {} }) }),
    Alert: Alert.extend({ vars: (_theme, { color }) => ({ root: alertColors[color ?? ''] ?? {} }) }),
    Text: Text.extend({ defaultProps: { size: 'sm' } }),
    Input: Input.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ wrapper: { '--input-fz': '13px' } }),
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { size: 'xs', inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      vars: () => ({
        label: {},
        description: { '--input-description-size': '12px' },
        error: { '--input-error-size': '12px' },
        success: {},
      }),
    }),
    Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 }, vars: () => ({ root: { '--button-fz': '13px' } }) }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', position: 'bottom-end', withinPortal: false, withInitialFocusPlaceholder: false },
    }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: { title: { fontSize: 15, fontWeight: 600 }, inner: { left: 0 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { overlayProps: { backgroundOpacity: 0.3 }, closeButtonProps: { 'aria-label': 'Close' } },
      styles: { title: { fontSize: 15, fontWeight: 600 }, inner: { left: 0 } },
    }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false } }),
  },
});

/** Points Mantine's semantic variables at our tokens. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--il-bg)',
    '--mantine-color-text': 'var(--il-text)',
    '--mantine-color-dimmed': 'var(--il-text-dim)',
    '--mantine-color-default-border': 'var(--il-border-strong)',
    '--mantine-color-anchor': 'var(--il-accent)',
    '--mantine-color-error': 'var(--il-blocked)',
    '--mantine-color-red-light-color': 'var(--il-blocked)',
    '--mantine-color-default-color': 'var(--il-text)',
    '--mantine-color-placeholder': 'var(--il-text-dim)',
  };
  return { variables: {}, light: shared, dark: { ...shared, '--mantine-color-default': 'var(--il-bg-raised)' } };
};
