/** Storage as it is typed and as it is kept. */
const gigabyte = 1024 ** 3;

export const toGigabytes = (bytes: number): number => Math.round((bytes / gigabyte) * 100) / 100;
export const fromGigabytes = (value: number): number => Math.round(value * gigabyte);
