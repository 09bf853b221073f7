/** What the bundler puts in the place of `import.meta.glob`, as far as web/text uses it; the browser's side has the bundler's own declaration. */
interface ImportMeta {
  glob<T>(pattern: string): Record<string, () => Promise<T>>;
  glob<T>(pattern: string, options: { eager: true; import: string }): Record<string, T>;
}
