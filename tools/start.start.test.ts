import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  cloneProject,
  ordinaryAccount,
  processesOf,
  removeClone,
  removeOrdinaryAccount,
  self,
  type Clone,
} from './test-clone.ts';
import { runningPid, startBahu, type Launcher } from './test-launcher.ts';

/** The web on this port, telephony on the tests' own ports, so that a Bahu that runs on this machine is left alone; nothing is built behind it. */
const at = (port: number): Record<string, string> => ({
  BAHU_PORT: String(port),
  BAHU_SIP_PORT: '24160',
  BAHU_ARI_PORT: '24161',
  BAHU_RTP: '24200-24299',
  BAHU_CARRIER_SIP_PORT: '24162',
  BAHU_CARRIER_HTTP_PORT: '24163',
  BAHU_CARRIER_RTP: '24300-24399',
  BAHU_MEDIA_BUILD: 'off',
});
const building = { BAHU_MEDIA_BUILD: 'on' };

async function expectSignInPage(address: string): Promise<void> {
  const reply = await fetch(address);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain('<div id="root">');
}

async function end(launcher: Launcher): Promise<void> {
  launcher.pressCtrlC();
  await launcher.exit;
  expect(launcher.output()).toContain('Bahu has ended');
}

const accounts = [
  ['the one who runs the tests', self, 24_110],
  ['an ordinary user', ordinaryAccount(), 24_120],
] as const;

afterAll(removeOrdinaryAccount);

describe.each(accounts)(
  'npm start in a fresh clone, in a home that only its owner may enter, by %s',
  (_who, account, port) => {
    let clone: Clone;
    let launcher: Launcher;

    beforeAll(() => {
      clone = cloneProject(account);
    });

    afterAll(() => removeClone(clone));

    it('[P5] installs, builds and serves the sign-in page', async () => {
      launcher = startBahu(clone, { ...at(port), ...building });
      await expectSignInPage(await launcher.ready());
      expect(launcher.output()).toContain('npm packages: installed');
    });

    it('[P5] [A2.6] builds the core of the media server behind that, at the lowest priority, and says so', async () => {
      await expect.poll(() => builderOf(clone), { timeout: 20_000 }).toMatchObject({ nice: 19 });
      expect(launcher.output()).toContain('正在后台编译完整版');
    });

    it('[P5] replaces a server that was killed', async () => {
      const killed = runningPid(clone, 'server');
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => launcher.output(), { timeout: 60_000 }).toContain('the server is back');
      expect(runningPid(clone, 'server')).not.toBe(killed);
      await expectSignInPage(`http://127.0.0.1:${port}`);
    });

    it('[P5] leaves the folder to the launcher that has it', async () => {
      const second = startBahu(clone, at(port + 1));
      expect(await second.exit).toBe(1);
      expect(second.output()).toContain('Bahu runs already from this folder');
    });

    it('[P5] ends everything on Ctrl-C', async () => {
      await end(launcher);
      expect(processesOf(clone)).toEqual([]);
      expect(existsSync(join(realpathSync(join(clone.folder, '.runtime')), '.core-making'))).toBe(false);
    });

    it('[P5] starts a second time without installing or building anything', async () => {
      launcher = startBahu(clone, { ...at(port), ...building });
      await expectSignInPage(await launcher.ready());
      expect(launcher.output()).toContain('npm packages: up to date');
      expect(launcher.output()).toContain('web application: up to date');
    });

    it('[P5] [A2.6] leaves no builder behind when it is killed, and starts after a kill -9 of the launcher and the server', async () => {
      await expect.poll(() => builderOf(clone), { timeout: 20_000 }).toBeDefined();
      const pids = [runningPid(clone, 'launcher'), runningPid(clone, 'server')];
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await launcher.exit;
      await expect.poll(() => builderOf(clone), { timeout: 20_000 }).toBeUndefined();
      launcher = startBahu(clone, at(port));
      await expectSignInPage(await launcher.ready());
    });

    it('[P5] a server whose launcher was killed is kept on: one that dies then is replaced as before', async () => {
      process.kill(runningPid(clone, 'launcher'), 'SIGKILL');
      await launcher.exit;
      const before = runningPid(clone, 'server');
      await expect.poll(() => keeperOf(clone), { timeout: 30_000 }).not.toBeNull();
      process.kill(before, 'SIGKILL');
      await expect.poll(() => [null, before].includes(serverOf(clone)), { timeout: 60_000 }).toBe(false);
      await expectSignInPage(`http://127.0.0.1:${port}`);
    });

    it('[P5] takes over from whoever keeps a server without a launcher', async () => {
      launcher = startBahu(clone, at(port));
      await expectSignInPage(await launcher.ready());
      expect(launcher.output()).toContain('ended the server of an earlier run');
      await end(launcher);
      expect(processesOf(clone)).toEqual([]);
    });

    it('[P5] says in one sentence that the port is taken', async () => {
      const other = createServer();
      await new Promise<void>((resolve) => {
        other.listen(0, '127.0.0.1', resolve);
      });
      const { port: taken } = other.address() as AddressInfo;
      await expectTrouble(startBahu(clone, at(taken)), `Port ${taken} of 127.0.0.1 is taken`);
      other.close();
      expect(processesOf(clone)).toEqual([]);
    });

    it('[P5] serves HTTPS to other machines when told so', async () => {
      launcher = startBahu(clone, { ...at(port), BAHU_HOST: '0.0.0.0' });
      expect(await launcher.ready()).toBe(`https://127.0.0.1:${port}`);
      expect(launcher.output()).toContain('BAHU_TLS_CERT');
      await end(launcher);
    });
  },
);

/** The builder of the clone's media server and its priority. */
function builderOf(clone: Clone): { nice: number } | undefined {
  const builder = processesOf(clone).find(({ command }) => command.includes('asterisk/media-server.ts'));
  if (!builder) return undefined;
  const stat = readFileSync(`/proc/${builder.pid}/stat`, 'utf8');
  return { nice: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]) };
}

/** The process that keeps a server without a launcher; null as long as there is none. */
const keeperOf = (clone: Clone): number | null => pidOrNull(clone, 'keeper');
/** The server that listens; its killed predecessor's name stays until the next one starts. */
const serverOf = (clone: Clone): number | null => pidOrNull(clone, 'server');

function pidOrNull(clone: Clone, name: 'keeper' | 'server'): number | null {
  try {
    return runningPid(clone, name);
  } catch {
    return null;
  }
}

async function expectTrouble(launcher: Launcher, sentence: string): Promise<void> {
  expect(await launcher.exit).toBe(1);
  expect(launcher.output()).toContain(`✗ ${sentence}`);
  expect(launcher.output()).toContain('→ ');
  expect(launcher.output()).not.toMatch(/\n\s+at .+:\d+/);
}

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
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', disk]);
    try {
      await expectTrouble(startBahu(clone(self, disk)), 'The disk of');
    } finally {
      execFileSync('umount', ['--lazy', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  });
});
