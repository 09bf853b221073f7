/** The application as a browser installs it: the company's name where it has one, and what opens it. */
import type { Branding, Manifest } from '@bahu/contract/tenants.ts';

const productName = '八百呼';
const [ground, teal] = ['#F1F4F5', '#0E5A66'];

const icon = (src: string, size: number, purpose: 'any' | 'maskable') => ({
  src,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** A link to a number opens the number box in the window that is there: another one would have no phone, and loading it anew would end nothing but take the sound. */
export const manifestOf = ({ productName: own, colour }: Pick<Branding, 'productName' | 'colour'>): Manifest => ({
  id: '/',
  name: own || productName,
  short_name: own || productName,
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: ground,
  theme_color: colour ?? teal,
  icons: [
    icon('/icons/192.png', 192, 'any'),
    icon('/icons/512.png', 512, 'any'),
    icon('/icons/maskable-512.png', 512, 'maskable'),
  ],
  launch_handler: { client_mode: ['focus-existing', 'auto'] },
  protocol_handlers: [{ protocol: 'tel', url: '/?dial=%s' }],
});
