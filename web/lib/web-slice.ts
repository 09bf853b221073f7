/** The browser's side of a slice: what the shell must know before any of its pages is loaded. It weighs little, since all of them are in the first load. */
import type { AuditedRecord } from '@bahu/contract/audit.ts';
import type { bulkCustomerRoutes } from '@bahu/contract/bulk-customers.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { deskRoutes } from '@bahu/contract/desk.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { SearchHit, SearchKind } from '@bahu/contract/search.ts';
import type { RecordType } from '@bahu/contract/realtime.ts';
import type { slices } from '@bahu/contract/slices/index.ts';
import type { QueryKey } from '@tanstack/react-query';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Language } from '../text/language.ts';
import type { PartName } from '../text/texts.ts';
import type { Shape } from './search.ts';

export type SliceName = (typeof slices)[number]['name'];

/** Entries of the menu that hold pages of several slices in a flyout. */
export type MenuGroup = 'people' | 'system';
/** Those, and the pages of other systems that the company has put there. */
export type RailGroupName = MenuGroup | 'linked';

/** Where a page stands in the menu: by itself with an icon, or in a group. Lower places come first. */
type MenuPlace =
  | { readonly icon: LucideIcon; readonly place: number }
  | { readonly group: MenuGroup; readonly place: number };

export interface WebPage {
  /** `$name` stands for a part that differs, e.g. `/customers/$customerId`. */
  readonly path: string;
  /** In the menu, on its tab, and in the search, which finds it by its initials too. */
  readonly name: { readonly zh: string; readonly en: string };
  /** Anybody signed in when absent. */
  readonly permission?: Permission;
  /** A page without it is opened from elsewhere. */
  readonly menu?: MenuPlace;
  /** How much of it waits for the reader, on its entry of the menu. */
  readonly badge?: ComponentType;
  /** The page of the menu to which it belongs, where its own path does not say so. */
  readonly under?: string;
  /** The record that the page shows: in the place of its `$` part, else beside the list, by `?open=<id>`. */
  readonly record?: AuditedRecord;
  /** Shown alone, without phone bar, menu and tabs: for a screen on a wall, which is nobody's desk. */
  readonly isBare?: true;
  /** What its address may carry; the rest is dropped on arrival. */
  readonly shape?: Shape;
  /** The parts whose texts it speaks, fetched with it; `every` for a page that may name anything. */
  readonly texts: readonly PartName[] | 'every';
  readonly load: () => Promise<ComponentType>;
}

export interface Sheet {
  readonly zh: string;
  readonly en: string;
  readonly page: string;
}

/** Customers of their list who are selected. */
export interface SelectedCustomers {
  readonly selection: Input<typeof bulkCustomerRoutes.assign>['body']['selection'];
  /** Nothing is selected any more. */
  readonly onDone: () => void;
}

/** Something that the one search finds. */
export interface FoundKind {
  readonly name: { readonly zh: string; readonly en: string };
  readonly icon: LucideIcon;
  /** Where it opens: at the page of this record, for those who may open that. */
  readonly record: AuditedRecord;
  /** Who is called by it. */
  readonly target?: (hit: SearchHit) => Input<typeof deskRoutes.placeCall>['body'];
}

export interface WebParts {
  readonly pages?: readonly WebPage[];
  /** Queries of this slice that show records of other kinds too: they are fetched again when one of those changes. */
  readonly alsoShows?: Readonly<Partial<Record<RecordType, readonly QueryKey[]>>>;
  /** What is imported and exported of it, and whose fields are designed, by kind: what the rows are called, and the page that shows them. */
  readonly sheets?: Readonly<Record<string, Sheet>>;
  /** What the one search finds of it, by kind. */
  readonly finds?: Readonly<Partial<Record<SearchKind, FoundKind>>>;
  /** What it offers for customers who are selected, to those who hold the permission; it brings its texts. */
  readonly onSelectedCustomers?: {
    readonly permission: Permission;
    readonly control: ComponentType<SelectedCustomers>;
  };
  /** What it offers in the phone bar between calls, to those who hold the permission and may call; fetched with the component. */
  readonly betweenCalls?: { readonly permission: Permission; readonly control: ComponentType };
  /** Where the words stand for values of its closed lists, by the field that holds them in the audit log. */
  readonly words?: Readonly<Record<string, string>>;
}

export interface WebSlice extends WebParts {
  readonly slice: SliceName;
}

/** Puts the browser's side of a slice beside its name. */
export const webSlice = (slice: SliceName, parts: WebParts): WebSlice => ({ slice, ...parts });

/** The name of a page in the reader's language. */
export const nameOf = ({ name }: Pick<WebPage, 'name'>, language: string): string =>
  (language satisfies string as Language) === 'en' ? name.en : name.zh;

/** A kind of import or export as its slice calls it; undefined for one of a later version of the server. */
export const sheetOf = (slices: readonly WebSlice[], kind: string): Sheet | undefined =>
  slices.flatMap(({ sheets }) => (sheets && Object.hasOwn(sheets, kind) ? [sheets[kind]!] : []))[0];

/** What a kind of import or export is called in the reader's language: itself where no slice names it. */
export function sheetName(slices: readonly WebSlice[], kind: string, language: string): string {
  const sheet = sheetOf(slices, kind);
  return sheet ? ((language satisfies string as Language) === 'en' ? sheet.en : sheet.zh) : kind;
}

/** The same where it stands by itself. */
export function sheetTitle(slices: readonly WebSlice[], kind: string, language: string): string {
  const name = sheetName(slices, kind, language);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whether an address is that of a page, whatever stands in its `$` parts. */
export function isAt({ path }: Pick<WebPage, 'path'>, address: string): boolean {
  const [wanted, given] = [path.split('/'), address.split('/')];
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('$') || part === given[i]);
}

/** The address at which a page shows one record. */
export const recordAddress = ({ path }: Pick<WebPage, 'path'>, id: string): string =>
  path.includes('$') ? path.replace(/\$\w+/, id) : `${path}?open=${id}`;
