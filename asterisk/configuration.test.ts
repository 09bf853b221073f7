import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderConfiguration } from './configuration.ts';
import type { InstancePlaces } from './configuration/core.ts';
import { OptionError, type InstanceOptions } from './options.ts';

const places: InstancePlaces = {
  configuration: '/srv/bahu/etc',
  run: '/srv/bahu/run',
  logs: '/srv/bahu/log',
  modules: '/srv/rt/modules',
  data: '/srv/bahu/data',
  state: '/srv/bahu/state',
  spool: '/srv/bahu/spool',
};

const options: InstanceOptions = {
  asterisk: '/srv/rt/asterisk',
  runtime: '/srv/rt',
  folder: '/srv/bahu',
  name: 'engine',
  kind: 'engine',
  sip: { address: '127.0.0.1', port: 5060 },
  http: { port: 8088 },
  rtp: { from: 10_000, to: 12_000 },
  ari: { user: 'bahu', password: 'a-good-password' },
  maxCalls: 100,
  soundsFolder: '/srv/sounds',
  mohFolder: '/srv/music',
};

/** Every line of every file, with the file's name; comments and blank lines aside. */
const linesOf = (files: Record<string, string>): string[] =>
  Object.entries(files).flatMap(([name, text]) =>
    text.split('\n').map((line) => `${name}: ${line.split(';')[0]!.trim()}`),
  );

/** The names left of the sign, in order: what a configuration says, without its values. */
const shapeOf = (files: Record<string, string>): string[] => linesOf(files).map((line) => line.split(/=>?/)[0]!.trim());

const render = (changes: Partial<InstanceOptions>): Record<string, string> =>
  renderConfiguration({ ...options, ...changes }, places);

describe('a rendered configuration', () => {
  it('never says more than its options meant, whatever they hold', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'x\nload=app_system.so',
        'x;y',
        'x\r[general]',
        'x => y',
        '[evil]',
        '#exec /bin/sh',
        'a\u2028b',
        'x\\',
        '${SHELL(id)}',
        'x = y\n#include /etc/passwd',
        ' x',
        '',
      ),
      fc.tuple(fc.string(), fc.constantFrom('\n', '\r', ';', '[', ']', '=>', '\0')).map((parts) => parts.join('')),
    );
    const plain = shapeOf(render({}));
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom('name', 'user', 'password', 'address', 'moh', 'media', 'ice') as fc.Arbitrary<
          'name' | 'user' | 'password' | 'address' | 'moh' | 'media' | 'ice'
        >,
        (text, place) => {
          const changes = {
            name: { name: text },
            user: { ari: { ...options.ari, user: text } },
            password: { ari: { ...options.ari, password: text } },
            address: { sip: { address: text, port: 5060 } },
            moh: { mohFolder: `/srv/${text}` },
            media: { sip: { address: '0.0.0.0', port: 5060 }, mediaAddress: text },
            ice: { iceHostCandidates: { [text]: '127.0.0.1' } },
          }[place];
          let files: Record<string, string>;
          try {
            files = render(changes);
          } catch (error) {
            expect(error).toBeInstanceOf(OptionError);
            return;
          }
          const shape = shapeOf(files);
          const expected =
            place === 'user'
              ? plain.map((line) => (line === 'ari.conf: [bahu]' ? `ari.conf: [${text}]` : line))
              : plain;
          expect(shape.filter((line) => !/external_|local_net|ice_host|rtp\.conf/.test(line))).toEqual(
            expected.filter((line) => !/rtp\.conf/.test(line)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    [{ sip: { address: 'localhost', port: 5060 } }, 'sip.address'],
    [{ sip: { address: '127.0.0.1', port: 80 } }, 'sip.port'],
    [{ http: { port: 70_000 } }, 'http.port'],
    [{ rtp: { from: 12_000, to: 10_000 } }, 'rtp.to'],
    [{ ari: { user: 'bahu', password: 'short' } }, 'ari.password'],
    [{ maxCalls: 0 }, 'maxCalls'],
    [{ mohFolder: 'music' }, 'mohFolder'],
    [{ iceHostCandidates: { '192.0.2.1': 'me' } }, 'iceHostCandidates'],
  ] satisfies [Partial<InstanceOptions>, string][])('refuses %j by name', (changes, name) => {
    expect(() => render(changes)).toThrow(name);
  });

  it('opens no more than it must', () => {
    const files = render({});
    const lines = linesOf(files);
    expect(lines).toContain('http.conf: bindaddr = 127.0.0.1');
    expect(lines).toContain('manager.conf: enabled = no');
    expect(lines).toContain('asterisk.conf: live_dangerously = no');
    expect(lines).toContain('modules.conf: autoload = no');
    const loaded = lines.filter((line) => line.startsWith('modules.conf: load')).join(' ');
    for (const dangerous of [
      'app_system',
      'func_shell',
      'res_agi',
      'app_exec',
      'func_curl',
      'anonymous',
      'app_originate',
      'app_dial.',
      'app_queue',
    ])
      expect(loaded).not.toContain(dangerous);
    expect(files['pjsip.conf']).not.toMatch(/anonymous|type = endpoint/);
  });

  it('passes what a caller controls to the dialplan as Base64 only', () => {
    const encoded = /\$\{BASE64_ENCODE\(:\$\{PJSIP_HEADER\(read,[A-Za-z-]+\)\}\)\}/g;
    const text = render({})['extensions.conf']!;
    expect(text.match(encoded)).toHaveLength(9);
    const variables = [...text.replace(encoded, '').matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name);
    // The name of a phone's endpoint is ours.
    const ours = ['BAHU_ATTEMPT', 'BAHU_IDENTITY', 'BAHU_RECORDING', 'CHANNELS(^PJSIP/${CHANNEL(endpoint)'];
    expect(new Set(variables)).toEqual(new Set(ours));
  });

  it('[A2.10] keeps a call for a minute and a half while nobody serves it, and then says that there is no line', () => {
    const lines = linesOf(render({})).filter((line) => line.startsWith('extensions.conf'));
    expect(lines.filter((line) => /Stasis\(bahu(,\$\{BAHU_IDENTITY\})?\)/.test(line))).toHaveLength(7);
    expect(lines.filter((line) => line.includes('Wait(0.5)'))).toHaveLength(7);
    expect(lines.filter((line) => line.includes('< 180]?again'))).toHaveLength(7);
    expect(lines.filter((line) => line.includes('Hangup(34)'))).toHaveLength(7);
  });

  it("[A2.10] gives a call that nobody takes over a minute with each try, and an agent's phone four hours", () => {
    const { 'extensions.conf': dialplan } = render({});
    const limits = [...dialplan!.matchAll(/n\(again\),Set\(TIMEOUT\(absolute\)=(\d+)\)\n same => n,Stasis/g)].map(
      ([, seconds]) => seconds,
    );
    expect(limits).toEqual(['60', '60', '60', '14400', '14400', '14400', '14400']);
  });

  it("[A4.5] lets an agent's phone dial the numbers of parked calls and the echo test, and nothing else", () => {
    const { 'extensions.conf': dialplan } = render({});
    const agents = /\[agents\]\n([\s\S]*?)\n\[/.exec(dialplan!)![1]!;
    expect([...agents.matchAll(/exten => ([^,]+),/g)].map(([, dialled]) => dialled)).toEqual([
      '_70XX',
      'echo-zh',
      'echo-en',
    ]);
  });

  it('[A4.5] ends an echo test after a minute, and begins none for a phone that has three calls with it', () => {
    const { 'extensions.conf': dialplan } = render({});
    const test = /exten => echo-zh,1,([\s\S]*?)\nexten/.exec(dialplan!)![1]!;
    const [limit, ...steps] = test.split('\n same => n');
    expect(limit).toBe('GotoIf($["${CHANNELS(^PJSIP/${CHANNEL(endpoint)}-)}" : ".* .* .* "]?busy)');
    expect([steps[0], steps.at(-1)]).toEqual([',Set(TIMEOUT(absolute)=60)', '(busy),Hangup(17)']);
  });

  it('names the outside address behind NAT, except towards this machine', () => {
    const { 'pjsip.conf': pjsip } = render({ sip: { address: '0.0.0.0', port: 5060 }, mediaAddress: '203.0.113.7' });
    expect(pjsip).toMatch(/external_media_address = 203\.0\.113\.7\n.*\nlocal_net = 127\.0\.0\.0\/8/);
    expect(render({ mediaAddress: '127.0.0.1' })['pjsip.conf']).not.toContain('external');
  });
});
