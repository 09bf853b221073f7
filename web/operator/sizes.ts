/** Storage as people say it. */
const gigabyte = 1024 ** 3;
const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** 0 B, 12 KB, 1.5 GB. */
export function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value < 10 && step > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[step]}`;
}

export const toGigabytes = (bytes: number): number => Math.round((bytes / gigabyte) * 100) / 100;
export const fromGigabytes = (value: number): number => Math.round(value * gigabyte);
