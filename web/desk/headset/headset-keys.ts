/** Connects the keys and lights of the paired headsets with the call. What they mean is decided by `domain/headset`. */
import { reportsFor, type Light } from '@bahu/domain/headset/layout.ts';
import { actOf, lightsOf, pressesIn, untouched, type Act, type HeadsetCall } from '@bahu/domain/headset/presses.ts';
import { pairedHeadsets, type Headset } from '../../lib/headsets.ts';
import { watchDevices, type Hid, type HidDevice } from '../../lib/hid.ts';

export interface HeadsetKeysOptions {
  hid: Hid;
  call: () => HeadsetCall;
  act: (act: Act) => void;
  now: () => number;
}
export interface HeadsetKeys {
  /** The call has changed. */
  show(): void;
  end(): void;
}

interface InputReport extends Event {
  reportId: number;
  data: DataView;
}

export function connectHeadsets(options: HeadsetKeysOptions): HeadsetKeys {
  const { hid, call } = options;
  const connected = new Map<HidDevice, Connection>();
  let isOver = false;
  async function look(): Promise<void> {
    const there = await pairedHeadsets(hid);
    if (isOver) return;
    for (const [device, connection] of connected)
      if (!there.some((headset) => headset.device === device)) {
        connection.end();
        connected.delete(device);
      }
    for (const headset of there.filter(({ device }) => !connected.has(device))) {
      const connection = connect(headset, options);
      connected.set(headset.device, connection);
      connection.show(lightsOf(call()));
    }
  }
  const leave = watchDevices(hid, () => void look());
  void look();
  return {
    show: () => connected.forEach((connection) => connection.show(lightsOf(call()))),
    end() {
      isOver = true;
      leave();
      connected.forEach((connection) => connection.end());
    },
  };
}

interface Connection {
  show(lit: ReadonlySet<Light>): void;
  end(): void;
}

/** One headset. What it does not take is of no account: the call goes on without its lights. */
function connect({ device, layout }: Headset, { call, act, now }: HeadsetKeysOptions): Connection {
  let held = untouched;
  let shown = '';
  const hear = (event: Event): void => {
    const { reportId, data } = event as InputReport;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const { held: next, presses } = pressesIn(layout, held, { reportId, bytes }, now());
    held = next;
    for (const press of presses) {
      const wanted = actOf(press, call());
      if (wanted) act(wanted);
    }
  };
  device.addEventListener('inputreport', hear);
  let work = device.opened ? Promise.resolve() : device.open();
  const then = (step: () => Promise<void>): void => {
    work = work.then(step).catch(() => undefined);
  };
  const send = (lit: ReadonlySet<Light>): void =>
    reportsFor(layout, lit).forEach(({ reportId, bytes }) => then(() => device.sendReport(reportId, bytes)));
  return {
    show(lit) {
      const wanted = [...lit].join();
      if (wanted === shown) return;
      shown = wanted;
      send(lit);
    },
    end() {
      device.removeEventListener('inputreport', hear);
      if (shown !== '') send(new Set());
      then(() => device.close());
    },
  };
}
