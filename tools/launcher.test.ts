import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readPlace, requireFreePort } from './addresses.mjs';
import { greeting } from './greeting.mjs';
import { asTrouble, Trouble } from './progress.mjs';
import { troublesOf } from './troubles.mjs';

const own = ['192.0.2.7', '198.51.100.3'];

describe('the place where the server listens', () => {
  it('is this machine alone unless told otherwise', () => {
    expect(readPlace({}, own)).toEqual({ host: '127.0.0.1', port: 8800, reachableAt: [] });
  });

  it('is every network card with 0.0.0.0, and one of them by its address', () => {
    expect(readPlace({ BAHU_HOST: '0.0.0.0', BAHU_PORT: '9000' }, own)).toEqual({
      host: '0.0.0.0',
      port: 9000,
      reachableAt: own,
    });
    expect(readPlace({ BAHU_HOST: '192.0.2.7' }, own).reachableAt).toEqual(['192.0.2.7']);
  });

  it.each(['abc', '70000', '-1', '80.5'])('refuses the port %s', (port) => {
    expect(() => readPlace({ BAHU_PORT: port }, own)).toThrow(Trouble);
  });

  it('is refused with advice when another program has the port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const refusal = requireFreePort(readPlace({ BAHU_PORT: String(port) }, own));
    await expect(refusal).rejects.toMatchObject({
      message: expect.stringContaining(`Port ${port}`),
      advice: expect.stringContaining('BAHU_PORT='),
    });
    other.close();
  });

  it('is refused with advice when the address is not of this machine', async () => {
    await expect(requireFreePort(readPlace({ BAHU_HOST: '192.0.2.250' }, own))).rejects.toThrow(
      'no address of this machine',
    );
  });
});

describe('the greeting', () => {
  const local = {
    url: 'http://127.0.0.1:8800',
    reachableAt: [],
    data: '/data',
    seconds: 3.14,
    mediaServer: { running: 'built', isBuilding: false },
    troubles: [],
  } as const;
  const shared = { ...local, url: 'https://127.0.0.1:8800', reachableAt: own };
  const text = (...parameters: Parameters<typeof greeting>): string => greeting(...parameters).join('\n');

  it('names the address, the accounts and how to place a call, in both languages', () => {
    const parts = [
      'http://127.0.0.1:8800',
      '100001802',
      'bahu-demo',
      '模拟来电',
      'npm run demo-call',
      '3.1 s',
      '/data',
    ];
    for (const part of parts) expect(text(local, {})).toContain(part);
    expect(text(local, {})).not.toContain('BAHU_TLS_CERT');
  });

  it('lists the addresses for other machines and says what the browser will ask', () => {
    for (const part of ['https://192.0.2.7:8800', 'https://198.51.100.3:8800', 'BAHU_TLS_CERT'])
      expect(text(shared, {})).toContain(part);
  });

  it.each([
    ['built', false, ['本机编译版', 'sound is whole']],
    ['packaged', true, ['Debian 原版', 'the customer can be missing', '正在后台编译', 'used from the next start']],
    ['packaged', false, ['Debian 原版', 'npm run media-server']],
    ['machine', false, ['未检测', 'not known']],
    ['elsewhere', false, ['外部 Asterisk', 'not known']],
  ] as const)(
    '[P5] says of the core %s (being built: %s) what it means for the sound',
    (running, isBuilding, parts) => {
      const said = text({ ...local, mediaServer: { running, isBuilding } }, {});
      for (const part of parts) expect(said).toContain(part);
    },
  );

  it('[P5] says why no core could be built and what to do', () => {
    const failure = { message: 'This machine has no compiler.', advice: 'Install one.' };
    const said = text({ ...local, mediaServer: { running: 'packaged', isBuilding: false, failure } }, {});
    expect(said).toContain('This machine has no compiler.');
    expect(said).toContain('→ Install one.');
  });

  it('[P5] says what the server is in trouble with, but not twice what core runs', () => {
    const few = { code: 'descriptors.few', what: 'the system allows 1024 open files and 200 calls need 3424' };
    const core = { code: 'media.packaged-core', what: 'the core is Debian’s' };
    const lines = greeting({ ...local, troubles: [core, few] }, {});
    expect(lines).toContain(`  ! ${few.what}`);
    expect(lines.join()).not.toContain(core.what);
    expect(text(local, {})).not.toContain('!');
  });

  it('leaves the certificate to those who brought their own', () => {
    expect(text(shared, { BAHU_TLS_CERT: 'cert.pem' })).not.toContain('BAHU_TLS_CERT');
  });

  it('says nothing of demo accounts where there is no demo tenant', () => {
    expect(text(local, { BAHU_DEMO: 'off' })).not.toContain('100001');
  });
});

describe('the troubles of the server', () => {
  const few = { code: 'descriptors.few', what: 'the system allows 1024 open files and 200 calls need 3424' };

  it.each([
    ['all that it tells', JSON.stringify({ troubles: [few] }), [few]],
    ['none when it tells none', '{}', []],
    ['none when it answers in words', 'Bad Gateway', []],
  ])('[P5] are asked of /readyz: %s', async (_what, answer, expected) => {
    const asked: unknown[] = [];
    const server = createHttpServer((request, reply) => {
      asked.push(request.url);
      reply.writeHead(503).end(answer);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect([await troublesOf(url), asked]).toEqual([expected, ['/readyz']]);
    server.close();
    server.closeAllConnections();
    expect(await troublesOf(url), 'nobody is there any more').toEqual([]);
  });
});

describe('trouble', () => {
  it("is what a user can mend: a full disk, a foreign folder, an installer's own advice", () => {
    expect(asTrouble(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toMatchObject({
      message: 'The disk is full.',
    });
    expect(asTrouble(Object.assign(new Error('x'), { code: 'EACCES', path: '/data' }))?.message).toContain('/data');
    const ofInstaller = Object.assign(new Error('No such suite.'), { advice: 'Use Debian.' });
    expect(asTrouble(ofInstaller)).toMatchObject({ message: 'No such suite.', advice: 'Use Debian.' });
  });

  it('is not a defect of ours', () => {
    expect(asTrouble(new TypeError('x is not a function'))).toBeUndefined();
  });
});
