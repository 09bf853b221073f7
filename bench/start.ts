/** From a fresh clone to the sign-in page, and the same a second time. Downloads what a newcomer downloads: nothing is brought along. */
import type { Measurement } from '@bahu/tools/measurement.ts';
import { cloneProject, removeClone, self, type Clone } from '@bahu/tools/test-clone.ts';
import { startBahu } from '@bahu/tools/test-launcher.ts';

/** Ports of its own, so that a Bahu that runs on this machine is left alone. */
const settings = {
  BAHU_PORT: '24900',
  BAHU_SIP_PORT: '24901',
  BAHU_ARI_PORT: '24902',
  BAHU_RTP: '24910-24939',
  BAHU_CARRIER_SIP_PORT: '24903',
  BAHU_CARRIER_HTTP_PORT: '24904',
  BAHU_CARRIER_RTP: '24940-24969',
};

/** Seconds from `npm start` until the page is served. */
async function secondsToPage(clone: Clone): Promise<number> {
  const since = performance.now();
  const launcher = startBahu(clone, settings);
  const reply = await fetch(await launcher.ready());
  if (!reply.ok) throw new Error(`the sign-in page answered ${reply.status}`);
  const seconds = (performance.now() - since) / 1000;
  launcher.pressCtrlC();
  await launcher.exit;
  return Number(seconds.toFixed(1));
}

const measure: Measurement = async () => {
  const clone = cloneProject(self);
  try {
    const firstStartSeconds = await secondsToPage(clone);
    const secondStartSeconds = await secondsToPage(clone);
    return {
      figures: { firstStartSeconds, secondStartSeconds },
      table: [
        { start: 'first', seconds: firstStartSeconds },
        { start: 'second', seconds: secondStartSeconds },
      ],
      targets: { firstStartSeconds: { most: 240 }, secondStartSeconds: { most: 10 } },
    };
  } finally {
    removeClone(clone);
  }
};

export default measure;
