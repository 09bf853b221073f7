// @ts-check
/** What the tests need beside the product: a browser with Chinese letters, network namespaces, git. It comes from Debian's packages. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { run } from './child.mjs';

/** Package → a file that it brings. */
const peers = {
  chromium: '/usr/bin/chromium',
  fontconfig: '/usr/bin/fc-list',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  iproute2: '/usr/sbin/ip',
  git: '/usr/bin/git',
};

/**
 * Installs what is missing when we may. Otherwise the tests that need it fail, and this sentence says how to mend it.
 * @returns {Promise<string>}
 */
export async function installTestPeers() {
  const missing = missingPeers();
  if (missing.length === 0) return 'all there';
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0)
    return `missing, and only root may install: tests that need them will fail until you run: sudo ${command}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run('sh', ['-c', command], { env });
  if (code === 0 && missingPeers().length === 0) return `installed ${missing.join(', ')}`;
  return `could not be installed, tests that need them will fail; run: ${command}\n${output.split('\n').slice(-3).join('\n')}`;
}

function missingPeers() {
  return Object.entries(peers)
    .filter(([, file]) => !isThere(file))
    .map(([name]) => name);
}

/** @param {string} file */
function isThere(file) {
  return existsSync(file) || spawnSync('which', [basename(file)]).status === 0;
}
