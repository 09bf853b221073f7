import { expect, it } from 'vitest';
import { createInstallOffer } from './install-offer.ts';

function offered() {
  const source = new EventTarget();
  const offer = createInstallOffer(source);
  const seen: boolean[] = [];
  offer.watch(() => void seen.push(offer.isThere()));
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    asked: 0,
    prompt: async () => void event.asked++,
  });
  return { source, offer, seen, event };
}

it('[A1.2] an offer to install waits for whoever takes it, and is asked once', async () => {
  const { source, offer, seen, event } = offered();
  expect(offer.isThere()).toBe(false);
  source.dispatchEvent(event);
  expect([event.defaultPrevented, offer.isThere(), event.asked]).toEqual([true, true, 0]);
  await offer.take();
  await offer.take();
  expect([event.asked, offer.isThere(), seen]).toEqual([1, false, [true, false, false]]);
});

it('[A1.2] what is installed is not offered any more', () => {
  const { source, offer, event } = offered();
  source.dispatchEvent(event);
  source.dispatchEvent(new Event('appinstalled'));
  expect(offer.isThere()).toBe(false);
});
