/** Small things that the browser keeps. A full, forbidden or foreign storage is no reason to fail. */

export interface Drawer {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
}

/** JSON values under `bahu.` in local or session storage. */
function drawerIn(storage: () => Storage): Drawer {
  return {
    read(key) {
      try {
        const text = storage().getItem(`bahu.${key}`);
        return text === null ? null : (JSON.parse(text) as unknown);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        storage().setItem(`bahu.${key}`, JSON.stringify(value));
      } catch {
        // Kept for comfort only.
      }
    },
    remove(key) {
      try {
        storage().removeItem(`bahu.${key}`);
      } catch {
        // As above.
      }
    },
  };
}

/** Survives the browser's end. */
export const keptForGood: Drawer = drawerIn(() => localStorage);
/** Belongs to this browser tab and survives its reload. */
export const keptInTab: Drawer = drawerIn(() => sessionStorage);
