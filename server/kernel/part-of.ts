/** Some of the values of a record, by their keys. */
export const partOf = <T extends object, const Key extends keyof T>(record: T, keys: readonly Key[]): Pick<T, Key> =>
  Object.fromEntries(keys.map((key) => [key, record[key]])) as Pick<T, Key>;
