/** Headsets among the devices that this page may read. */
import { layoutOf, telephony, type HeadsetLayout } from '@bahu/domain/headset/layout.ts';
import { tellOfDevice, type Hid, type HidDevice } from './hid.ts';

export interface Headset {
  device: HidDevice;
  layout: HeadsetLayout;
}

const withLayout = (devices: readonly HidDevice[]): Headset[] =>
  devices.flatMap((device) => {
    const layout = layoutOf(device.collections);
    return layout ? [{ device, layout }] : [];
  });

export const pairedHeadsets = async (hid: Hid): Promise<Headset[]> => withLayout(await hid.getDevices());

/** Lets somebody choose one; none where they chose none, or something without keys that can be read. */
export async function pairHeadset(hid: Hid): Promise<Headset[]> {
  const chosen = withLayout(await hid.requestDevice({ filters: [{ usagePage: telephony }] }));
  if (chosen.length > 0) tellOfDevice();
  return chosen;
}
