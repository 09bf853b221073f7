/** A column of a list. */
import type { ReactNode } from 'react';

export interface Column<R> {
  key: string;
  /** The field of the form that the cell shows, by its name: the own key when absent, null for a column that no single field of the form changes. */
  field?: string | null;
  /** Keys of the export's columns that hold the same; the own key when absent, none for a column that is only on the screen. */
  exportAs?: readonly string[];
  title: string;
  /** Pixels; a column without takes what is left, at least `minWidth`. */
  width?: number;
  align?: 'right';
  /** Always shown, at its edge. */
  fixed?: 'left' | 'right';
  /** Shown by itself only where there is room (1600 px and more). */
  isWideOnly?: boolean;
  /** Not shown by itself while something is docked beside the list. */
  isRoomy?: boolean;
  /** Shown only when somebody chose it. */
  isOptional?: boolean;
  /** Of the list's `sort`: what the head chooses, and which way that sorts; chosen again it sorts by `turned`, the other way. */
  sort?: { by: string; way: 'up' | 'down'; turned?: string };
  cell: (row: R) => ReactNode;
}
