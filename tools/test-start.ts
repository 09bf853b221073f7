/** The story of `npm start` in a fresh clone, told by a file for each account, so that two are told at once. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneProject, processesOf, removeClone, type Account, type Clone } from './test-clone.ts';
import { expectTrouble, runningPid, startBahu, type Launcher } from './test-launcher.ts';

/**
 * The web on this port, telephony on the 300 above it, so that a Bahu that runs on this machine is left alone; nothing is built behind it. A
 * story has the ports to itself.
 */
const at = (port: number): Record<string, string> => ({
  BAHU_PORT: String(port),
  BAHU_SIP_PORT: String(port + 50),
  BAHU_ARI_PORT: String(port + 51),
  BAHU_RTP: `${port + 100}-${port + 199}`,
  BAHU_CARRIER_SIP_PORT: String(port + 52),
  BAHU_CARRIER_HTTP_PORT: String(port + 53),
  BAHU_CARRIER_RTP: `${port + 200}-${port + 299}`,
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

interface Story {
  clone: Clone;
  launcher: Launcher;
  port: number;
}

export function tellStart(who: string, account: Account, port: number): void {
  describe(`npm start in a fresh clone, in a home that only its owner may enter, by ${who}`, () => {
    const story = { port } as Story;

    beforeAll(() => {
      story.clone = cloneProject(account);
    });

    afterAll(() => removeClone(story.clone));

    tellFirstStart(story);
    tellLaterStarts(story);
  });
}

function tellFirstStart(story: Story): void {
  it('[P5] installs, builds and serves the sign-in page', async () => {
    story.launcher = startBahu(story.clone, { ...at(story.port), ...building });
    await expectSignInPage(await story.launcher.ready());
    expect(story.launcher.output()).toContain('npm packages: installed');
  });

  it('[P5] [A2.6] builds the core of the media server behind that, at the lowest priority, and says so', async () => {
    await expect.poll(() => builderOf(story.clone)).toMatchObject({ nice: 19 });
    expect(story.launcher.output()).toContain('正在后台编译完整版');
  });

  it('[P5] replaces a server that was killed', async () => {
    const killed = runningPid(story.clone, 'server');
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => story.launcher.output()).toContain('the server is back');
    expect(runningPid(story.clone, 'server')).not.toBe(killed);
    await expectSignInPage(`http://127.0.0.1:${story.port}`);
  });

  it('[P5] leaves the folder to the launcher that has it', async () => {
    const second = startBahu(story.clone, at(story.port + 1));
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain('Bahu runs already from this folder');
  });

  it('[P5] ends everything on Ctrl-C', async () => {
    await end(story.launcher);
    expect(processesOf(story.clone)).toEqual([]);
    expect(existsSync(join(realpathSync(join(story.clone.folder, '.runtime')), '.core-making'))).toBe(false);
  });
}

function tellLaterStarts(story: Story): void {
  it('[P5] starts a second time without installing or building anything', async () => {
    story.launcher = startBahu(story.clone, { ...at(story.port), ...building });
    await expectSignInPage(await story.launcher.ready());
    expect(story.launcher.output()).toContain('npm packages: up to date');
    expect(story.launcher.output()).toContain('web application: up to date');
  });

  it('[P5] [A2.6] leaves no builder behind when it is killed, and starts after a kill -9 of the launcher and the server', async () => {
    await expect.poll(() => builderOf(story.clone)).toBeDefined();
    const pids = [runningPid(story.clone, 'launcher'), runningPid(story.clone, 'server')];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await story.launcher.exit;
    await expect.poll(() => builderOf(story.clone)).toBeUndefined();
    story.launcher = startBahu(story.clone, at(story.port));
    await expectSignInPage(await story.launcher.ready());
  });

  it('[P5] a server whose launcher was killed is kept on: one that dies then is replaced as before', async () => {
    process.kill(runningPid(story.clone, 'launcher'), 'SIGKILL');
    await story.launcher.exit;
    const before = runningPid(story.clone, 'server');
    await expect.poll(() => keeperOf(story.clone)).not.toBeNull();
    process.kill(before, 'SIGKILL');
    await expect.poll(() => [null, before].includes(serverOf(story.clone))).toBe(false);
    await expectSignInPage(`http://127.0.0.1:${story.port}`);
  });

  it('[P5] takes over from whoever keeps a server without a launcher', async () => {
    story.launcher = startBahu(story.clone, at(story.port));
    await expectSignInPage(await story.launcher.ready());
    expect(story.launcher.output()).toContain('ended the server of an earlier run');
    await end(story.launcher);
    expect(processesOf(story.clone)).toEqual([]);
  });

  it('[P5] says in one sentence that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port: taken } = other.address() as AddressInfo;
    await expectTrouble(startBahu(story.clone, at(taken)), `Port ${taken} of 127.0.0.1 is taken`);
    other.close();
    expect(processesOf(story.clone)).toEqual([]);
  });

  it('[P5] serves HTTPS to other machines when told so', async () => {
    story.launcher = startBahu(story.clone, { ...at(story.port), BAHU_HOST: '0.0.0.0' });
    expect(await story.launcher.ready()).toBe(`https://127.0.0.1:${story.port}`);
    expect(story.launcher.output()).toContain('BAHU_TLS_CERT');
    await end(story.launcher);
  });
}

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
