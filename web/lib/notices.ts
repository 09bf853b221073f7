/** Notices of the system, which a browser shows to those who allow it. */
export const canNotify = (): boolean => typeof Notification !== 'undefined';

/** Asks the browser once; answers whether notices may be shown. */
export async function askToNotify(): Promise<boolean> {
  if (!canNotify()) return false;
  return (await Notification.requestPermission()) === 'granted';
}
