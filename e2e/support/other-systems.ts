/** Systems of other people whose pages are linked: an honest one, one with a field, one that attacks us, one that refuses to be framed, and one that never answers. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OtherSystem {
  url: string;
  /** What was asked of it: the path with its parameters, and where the browser says that it comes from. */
  asked: { path: string; referrer: string | undefined; mode: string | undefined }[];
  stop(): Promise<void>;
}

/** Tries everything that a page in a frame could try, and says in its text what came of each. */
const attack = `<!doctype html><meta charset="utf-8"><title>ERP</title><h1>ERP</h1><input autofocus><pre id="found"></pre><script>
const found = {};
const attempt = (name, work) => { try { const value = work(); found[name] = value === undefined ? 'done' : String(value).slice(0, 80); } catch (error) { found[name] = error.name; } };
attempt('top', () => { top.location = 'about:blank'; });
attempt('parent', () => parent.document.title);
attempt('upmost', () => top.document.cookie);
attempt('frames', () => parent.frames.length + ':' + parent.origin);
attempt('storage', () => localStorage.length);
attempt('cookie', () => document.cookie);
attempt('origin', () => origin);
attempt('opener', () => opener);
attempt('referrer', () => document.referrer);
attempt('focus', () => { document.querySelector('input').focus(); });
// Again and again, as somebody who wants what is typed would.
let left = 40;
const timer = setInterval(() => { document.querySelector('input').focus(); if (--left === 0) { clearInterval(timer); document.title = 'tried'; } }, 50);
attempt('alert', () => { alert('1'); });
attempt('message', () => { top.postMessage('hello', '*'); });
document.getElementById('found').textContent = JSON.stringify(found);
</script>`;

const pages: Readonly<Record<string, string>> = {
  '/attack': attack,
  '/form': '<!doctype html><meta charset="utf-8"><title>ERP</title><input>',
  '/leave': '<script>location = location.origin.replace("127.0.0.1", "localhost") + "/erp"</script>',
};

export async function startOtherSystem(): Promise<OtherSystem> {
  const asked: OtherSystem['asked'] = [];
  const note = ({ url = '', headers }: IncomingMessage): string => {
    asked.push({ path: url, referrer: headers.referer, mode: headers['sec-fetch-dest'] as string | undefined });
    return url.split('?')[0]!;
  };
  const server = createServer((request, reply) => {
    if (request.url === '/favicon.ico') return void reply.writeHead(204).end();
    const path = note(request);
    // One that is down for good, as seen from the browser.
    if (path === '/dead') return;
    if (path === '/refuses') reply.setHeader('x-frame-options', 'DENY');
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.end(pages[path] ?? `<!doctype html><meta charset="utf-8"><title>ERP</title><h1>ERP</h1><p>${path}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
