import { describe, expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { Provisioner } from './provisioner.ts';

/** A media server that notes what it is told, and may refuse tenants. */
function provisioned(...tenants: string[]) {
  const state = {
    told: [] as string[],
    refused: new Set<string>(),
    tenants,
    isAway: false,
    during: (): void => undefined,
  };
  const provisioner = new Provisioner({
    log: createLog('silent'),
    tenantIds: () => state.tenants,
    removeUnknownEndpoints: async () => {
      if (state.isAway) throw new Error('away');
      state.told.push('clean');
    },
    push: async (tenantId) => {
      state.during();
      if (state.refused.has(tenantId)) throw new Error('refused');
      state.told.push(tenantId);
    },
  });
  return { state, provisioner };
}

describe('[A2.10] what the media server must know', () => {
  test('is pushed once, and again when it may have forgotten it', async () => {
    const { state, provisioner } = provisioned('a', 'b');
    expect(provisioner.wholeForMs()).toBe(0);
    await provisioner.provide();
    await provisioner.provide();
    expect(state.told).toEqual(['clean', 'a', 'b']);
    expect(provisioner.wholeForMs()).toBeGreaterThan(0);
    provisioner.forget();
    expect(provisioner.wholeForMs()).toBe(0);
    await provisioner.provide();
    expect(state.told).toEqual(['clean', 'a', 'b', 'clean', 'a', 'b']);
  });

  test('is tried again for the tenant alone that could not be pushed, and the others do not wait for it', async () => {
    const { state, provisioner } = provisioned('a', 'b', 'c');
    state.refused.add('b');
    await provisioner.provide();
    expect([state.told, provisioner.wholeForMs()]).toEqual([['clean', 'a', 'c'], 0]);
    state.refused.clear();
    await provisioner.provide();
    expect(state.told).toEqual(['clean', 'a', 'c', 'b']);
    expect(provisioner.wholeForMs()).toBeGreaterThan(0);
  });

  test('counts as known in the end where a tenant can never be pushed, which is tried on: one broken row opens nothing to guessers', async () => {
    const { state, provisioner } = provisioned('a', 'b');
    state.refused.add('b');
    const known: boolean[] = [];
    for (let tries = 0; tries < 5; tries++) {
      await provisioner.provide();
      known.push(provisioner.wholeForMs() > 0);
    }
    expect(known).toEqual([false, false, false, true, true]);
    state.refused.clear();
    await provisioner.provide();
    await provisioner.provide();
    expect(state.told).toEqual(['clean', 'a', 'b']);
  });

  test('is not whole when it is forgotten in the midst of being told', async () => {
    const { state, provisioner } = provisioned('a', 'b');
    state.during = () => {
      state.during = () => undefined;
      provisioner.forget();
    };
    await provisioner.provide();
    expect(provisioner.wholeForMs()).toBe(0);
    await provisioner.provide();
    expect(state.told.slice(-3)).toEqual(['clean', 'a', 'b']);
    expect(provisioner.wholeForMs()).toBeGreaterThan(0);
  });

  test('holds the phones of a tenant that came later, and no longer those of one that left before', async () => {
    const { state, provisioner } = provisioned('a');
    await provisioner.provide();
    provisioner.add('b');
    provisioner.add('gone');
    expect(provisioner.wholeForMs()).toBe(0);
    state.tenants.push('b');
    await provisioner.provide();
    expect(state.told).toEqual(['clean', 'a', 'b']);
    expect(provisioner.wholeForMs()).toBeGreaterThan(0);
  });

  test('is tried again from the start when nothing could be asked', async () => {
    const { state, provisioner } = provisioned('a');
    state.isAway = true;
    await expect(provisioner.provide()).rejects.toThrow('away');
    state.isAway = false;
    await provisioner.provide();
    expect(state.told).toEqual(['clean', 'a']);
  });
});
