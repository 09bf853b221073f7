/** What a surface is, and how one is opened: the words in which the list of `surfaces.ts` is written. */
import type { Texts } from '@bahu/web/text/texts.ts';
import type { Locator, Page } from 'playwright-core';
import { demoPassword } from './back-office.ts';
import type { Samples } from './samples.ts';

export interface Place {
  page: Page;
  words: Texts;
  samples: Samples;
}
export interface Surface {
  name: string;
  who: 'administrator' | 'operator';
  address: (samples: Samples) => string;
  /** What is pressed on the page until it is there. */
  open?: (place: Place) => Promise<void>;
  /** Files of the web that are seen here: those that open something over or beside a page. */
  shows: readonly string[];
  /** Closed by its own button alone, because what it shows is shown once. */
  isKept?: true;
}

export const button = ({ page }: Place, name: string | RegExp, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name, exact: true });
export const press =
  (nameOf: (words: Texts) => string) =>
  async (place: Place): Promise<void> =>
    button(place, nameOf(place.words)).first().click();
/** Opens a dialog that is loaded when it is first asked for. */
export const untilOpen = (open: (place: Place) => Promise<void>) => async (place: Place) => {
  await open(place);
  await place.page.getByRole('dialog').waitFor();
};
export const menuIn =
  (part: string) =>
  async ({ page }: Place): Promise<void> =>
    page.locator(`${part} [aria-haspopup=menu]`).first().click();
/** An entry of the menu that is open. */
export const choose = async ({ page }: Place, name: string): Promise<void> =>
  page.locator('.ant-dropdown:not(.ant-dropdown-hidden)').getByRole('menuitem', { name, exact: true }).click();

/** The QR code of a second factor, after the password. Nothing of it counts before a code has confirmed it. */
export const beginFactor = async (place: Place): Promise<void> => {
  await press((words) => words.account.factor.start)(place);
  await place.page.locator('.own-form input[type=password]').fill(demoPassword);
  await button(place, place.words.account.next).click();
  await place.page.locator('.factor-qr canvas, .factor-qr svg').waitFor();
};

const of =
  (who: Surface['who']) =>
  (
    name: string,
    address: string | Surface['address'],
    open?: Surface['open'],
    shows: readonly string[] = [],
    isKept = false,
  ): Surface => ({
    name,
    who,
    address: typeof address === 'string' ? () => address : address,
    ...(open && { open }),
    shows,
    ...(isKept && { isKept }),
  });
export const seen = of('administrator');
export const run = of('operator');
