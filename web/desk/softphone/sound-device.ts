/** Which device plays. */

/** Plays what a context makes through a device; empty means the system's. Where the browser cannot choose, the system's plays. */
export function playThrough(context: AudioContext, deviceId: string): void {
  const target = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (target.setSinkId) void target.setSinkId(deviceId).catch(() => {});
}
