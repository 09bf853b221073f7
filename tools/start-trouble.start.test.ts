import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cloneProject, removeClone, self, type Clone } from './test-clone.ts';
import { expectTrouble, startBahu } from './test-launcher.ts';

describe('npm start where it cannot work', () => {
  let clones: Clone[] = [];

  afterEach(() => {
    for (const clone of clones) removeClone(clone);
    clones = [];
  });

  const clone = (...parameters: Parameters<typeof cloneProject>): Clone => {
    const made = cloneProject(...parameters);
    clones.push(made);
    return made;
  };

  it('[P5] says that there is no network', async () => {
    const withoutNetwork = self.uid === 0 ? ['unshare', '--net'] : ['unshare', '--user', '--map-root-user', '--net'];
    await expectTrouble(startBahu(clone(self), {}, withoutNetwork), 'npm cannot reach its registry');
  });

  it('[P5] says that the disk is nearly full', async () => {
    expect(self.uid, 'only root may mount a small disk').toBe(0);
    const disk = join(mkdtempSync(join(tmpdir(), 'bahu-disk-')), 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk]);
    try {
      await expectTrouble(startBahu(clone(self, disk)), 'The disk of');
    } finally {
      execFileSync('umount', ['--lazy', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  });
});
