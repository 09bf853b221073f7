/** What carriers write of callers and of reasons, and copies of SIP messages, byte by byte. */
import fc from 'fast-check';
import { parseSent } from '@bahu/domain/numbers/dial.ts';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { readCopiedMessage } from './hep.ts';
import { callerIdentity, readSentIdentity, type SentIdentity } from './identity.ts';
import { q850Cause, readSipMessage } from './message.ts';
import { SipWatch, type RefusedOffer } from './watch.ts';

const read = (user: string): string => parseSent(user, { countryCode: '86', areaCode: '755' });
const number = '+8613900000042';
const anonymous = { number: 'anonymous', name: 'Anonymous' };
const sent = (change: Partial<SentIdentity>): SentIdentity => ({
  asserted: '',
  remoteParty: '',
  privacy: '',
  from: { number: '10086', name: '' },
  ...change,
});
const shown = (name = '') => ({ number, name, withheld: null });
const withheld = { number: '', name: '', withheld: number };

describe('who calls', () => {
  test.each<[string, Partial<SentIdentity>, ReturnType<typeof callerIdentity>]>([
    ['From alone', { from: { number: '13900000042', name: '王芳' } }, shown('王芳')],
    ['From with a wish for privacy', { from: { number: '13900000042', name: '王芳' }, privacy: 'id' }, withheld],
    ['an anonymous From', { from: anonymous }, { number: '', name: '', withheld: '' }],
    ['an identity before From', { asserted: '"王芳" <sip:13900000042@x>' }, shown('王芳')],
    [
      'a name with an escaped quote and a comma',
      { asserted: '"Wang, \\"Fang\\"" <sip:13900000042@x>' },
      shown('Wang, "Fang"'),
    ],
    ['a name without quotes', { asserted: 'Wang Fang <sip:13900000042@x>' }, shown('Wang Fang')],
    ['an identity without brackets', { asserted: 'sip:13900000042@x' }, shown()],
    ['the first of two', { asserted: '<sip:13900000042@x>, <tel:+8613800138000>' }, shown()],
    ['the first of two without a space', { asserted: '<tel:+8613900000042>,<sip:13800138000@x>' }, shown()],
    ['a tel address with parameters', { asserted: '<tel:13900000042;phone-context=+86>' }, shown()],
    ['an escaped plus', { asserted: '<sip:%2B8613900000042@x;user=phone>' }, shown()],
    ['a name that is the number', { asserted: '"13900000042" <sip:13900000042@x>' }, shown()],
    [
      'an anonymous From with an identity that may be shown',
      { from: anonymous, asserted: '<sip:13900000042@x>', privacy: 'none' },
      shown(),
    ],
    ['Privacy id', { asserted: '<sip:13900000042@x>', privacy: 'id' }, withheld],
    ['Privacy among others, in capitals', { asserted: '<sip:13900000042@x>', privacy: 'critical; ID' }, withheld],
    ['Privacy user', { asserted: '<sip:13900000042@x>', privacy: 'user' }, withheld],
    ['Privacy of the session alone', { asserted: '<sip:13900000042@x>', privacy: 'session;critical' }, shown()],
    ['Privacy of a kind that we do not know', { asserted: '<sip:13900000042@x>', privacy: 'x-new' }, withheld],
    [
      'Remote-Party-ID',
      { remoteParty: '"王芳" <sip:13900000042@x>;party=calling;screen=yes;privacy=off' },
      shown('王芳'),
    ],
    [
      'Remote-Party-ID with full privacy',
      { remoteParty: '"王芳" <sip:13900000042@x>;party=calling;privacy=full' },
      withheld,
    ],
    ['Remote-Party-ID with privacy of its address', { remoteParty: '<sip:13900000042@x>;privacy="uri"' }, withheld],
    ['Remote-Party-ID with privacy of its name', { remoteParty: '"王芳" <sip:13900000042@x>;privacy=name' }, shown()],
    [
      'an identity before Remote-Party-ID',
      { asserted: '<sip:13900000042@x>', remoteParty: '<sip:13800138000@x>;privacy=full' },
      shown(),
    ],
    [
      'an identity that is none',
      { asserted: '<mailto:x@y>, rubbish', from: { number: '13900000042', name: '' } },
      shown(),
    ],
  ])('[A2.1] [R1] by %s', (_what, headers, expected) => {
    expect(callerIdentity(sent(headers), read)).toEqual(expected);
  });

  test.each([':', ''])(
    '[A2.1] what the dialplan hands over behind "%s" is read whole, and rubbish as nothing',
    (mark) => {
      const handedOver = ['<sip:13900000042@x>', '', 'id']
        .map((text) => mark + text)
        .map((text) => Buffer.from(text).toString('base64'))
        .join('.');
      expect(readSentIdentity(handedOver, anonymous)).toEqual({
        asserted: '<sip:13900000042@x>',
        remoteParty: '',
        privacy: 'id',
        from: anonymous,
      });
      expect(readSentIdentity(undefined, anonymous)).toEqual({
        asserted: '',
        remoteParty: '',
        privacy: '',
        from: anonymous,
      });
    },
  );

  test('[P2] headers of any content are read without a fault, and withheld numbers are never shown', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (asserted, remoteParty, user, name) => {
        const identity = callerIdentity(
          sent({ asserted, remoteParty, privacy: 'id', from: { number: user, name } }),
          read,
        );
        expect([identity.number, identity.name]).toEqual(['', '']);
        expect(identity.withheld).toMatch(/^[0-9*#+]*$/);
      }),
    );
  });
});

test.each<[string, number | null]>([
  ['Q.850;cause=19', 19],
  ['Q.850 ;cause=20 ;text="absent"', 20],
  ['q.850; text="a, b"; cause=1', 1],
  ['SIP;cause=200;text="elsewhere", Q.850;cause=26', 26],
  ['SIP;cause=600', null],
  ['', null],
  ['Q.850', null],
  ['Q.850;cause=', null],
])('[R1] the reason %s is Q.850 cause %s', (reason, cause) => {
  expect(q850Cause(reason)).toBe(cause);
});

const key = 'a-key';
/** A datagram as res_hep writes it. */
function hep(text: string, from = '127.0.0.3:5060', to = '127.0.0.1:5060', withKey = key): Buffer {
  const chunk = (type: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(6);
    head.writeUInt16BE(type, 2);
    head.writeUInt16BE(6 + value.length, 4);
    return Buffer.concat([head, value]);
  };
  const ip = (address: string): Buffer => Buffer.from(address.split(':')[0]!.split('.').map(Number));
  const port = (address: string): Buffer =>
    Buffer.from([Number(address.split(':')[1]) >> 8, Number(address.split(':')[1]) & 255]);
  const chunks = Buffer.concat([
    chunk(1, Buffer.from([2])),
    chunk(3, ip(from)),
    chunk(4, ip(to)),
    chunk(7, port(from)),
    chunk(8, port(to)),
    chunk(0x0e, Buffer.from(withKey)),
    chunk(0x11, Buffer.from('x')),
    chunk(0x0f, Buffer.from(text)),
  ]);
  const head = Buffer.from('HEP3\0\0');
  head.writeUInt16BE(6 + chunks.length, 4);
  return Buffer.concat([head, chunks]);
}
const invite = (callId: string, to = '<sip:4000000800@x>') =>
  `INVITE sip:4000000800@127.0.0.1:5060 SIP/2.0\r\nf: "王芳" <sip:13900000042@c>;tag=1\r\nTo: ${to}\r\nCall-ID: ${callId}\r\nCSeq: 1 INVITE\r\nPrivacy: id\r\n\r\nv=0\r\n`;
const answer = (callId: string, status: number, headers = '') =>
  `SIP/2.0 ${status} X\r\nTo: <sip:x>;tag=2\r\ni: ${callId}\r\nCSeq: 1 INVITE\r\n${headers}\r\n`;

describe('copies of SIP messages', () => {
  test('[R1] are read with who sent them and whom they were for', () => {
    expect(readCopiedMessage(hep('x'))).toEqual({ from: '127.0.0.3:5060', to: '127.0.0.1:5060', key, text: 'x' });
    expect(readSipMessage(invite('a'))).toMatchObject({
      status: 0,
      method: 'INVITE',
      uri: 'sip:4000000800@127.0.0.1:5060',
    });
    expect(readSipMessage(answer('a', 480))).toMatchObject({ status: 480, method: 'INVITE', uri: '' });
  });

  test('[P2] that are none are nothing, whatever the bytes', () => {
    expect(readCopiedMessage(hep('x').subarray(0, 40))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readCopiedMessage(Buffer.from(bytes))));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => void readCopiedMessage(Buffer.concat([hep('x').subarray(0, 30), Buffer.from(bytes)])),
      ),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readSipMessage(text).header('reason')));
  });

  function watch(): {
    refused: RefusedOffer[];
    registered: string[];
    reasonOf: SipWatch['reasonOf'];
    take: (datagram: Buffer) => void;
  } {
    const [refused, registered]: [RefusedOffer[], string[]] = [[], []];
    const sipWatch = new SipWatch({
      port: 0,
      key,
      log: createLog('silent'),
      onRefusedOffer: (offer) => void refused.push(offer),
      onRegistered: (endpoint) => void registered.push(endpoint),
    });
    return {
      refused,
      registered,
      reasonOf: (callId) => sipWatch.reasonOf(callId),
      take: (datagram) => sipWatch.take(datagram),
    };
  }

  test('[R1] tell the reason of a refusal, that there was none, or that it is not known yet', () => {
    const { reasonOf, take } = watch();
    expect(reasonOf('a')).toBeNull();
    take(hep(answer('a', 480, 'Reason: Q.850;cause=19\r\n')));
    take(hep(answer('b', 480)));
    take(hep(answer('c', 183, 'Reason: Q.850;cause=19\r\n')));
    expect([reasonOf('a'), reasonOf('b'), reasonOf('c')]).toEqual([19, null, undefined]);
  });

  test.each([
    'CSeq: 1 INVITE',
    'CSeq:   7\t INVITE',
    'cseq: 1 INVITE',
    'CSEQ:1 INVITE',
    'Subject: x\r\nCSeq : 1 INVITE',
  ])('[R1] tell the reason however the headers are written: %j', (written) => {
    const { reasonOf, take } = watch();
    take(hep(answer('a', 480, 'Reason: Q.850;cause=19\r\n').replace('CSeq: 1 INVITE', written)));
    take(hep(answer('b', 480, 'Reason: Q.850;cause=19\r\n').replace('CSeq: 1 INVITE', 'CSeq: 1 BYE')));
    expect([reasonOf('a'), reasonOf('b')]).toEqual([19, undefined]);
  });

  test('[R1] tell of a call that was refused for its codecs, once, with what it was', () => {
    const { refused, take } = watch();
    for (let again = 0; again < 2; again++) {
      take(hep(invite('a')));
      take(hep(answer('a', 488), '127.0.0.1:5060', '127.0.0.3:5060'));
    }
    expect(refused).toEqual([
      {
        from: '127.0.0.3:5060',
        dialed: '4000000800',
        sent: sent({ privacy: 'id', from: { number: '13900000042', name: '王芳' } }),
      },
    ]);
  });

  test('[A2.4] tell of a phone that was registered, not of one that asks or is asked for its password', () => {
    const { registered, take } = watch();
    const to = 'To: <sip:agent-1@bahu>;tag=1\r\nCSeq: 2 REGISTER\r\n\r\n';
    for (const start of ['REGISTER sip:bahu SIP/2.0', 'SIP/2.0 401 Unauthorized', 'SIP/2.0 200 OK'])
      take(hep(`${start}\r\n${to}`));
    expect(registered).toEqual(['agent-1']);
  });

  test('[R1] tell of no call that has rung, was refused for something else, goes out, or is changed while it is up', () => {
    const { refused, take } = watch();
    take(hep(invite('rang')));
    take(hep(answer('rang', 180), '127.0.0.1:5060', '127.0.0.3:5060'));
    take(hep(answer('rang', 488), '127.0.0.1:5060', '127.0.0.3:5060'));
    take(hep(invite('other')));
    take(hep(answer('other', 404), '127.0.0.1:5060', '127.0.0.3:5060'));
    take(hep(invite('again', '<sip:x>;tag=5')));
    take(hep(answer('again', 488), '127.0.0.1:5060', '127.0.0.3:5060'));
    take(hep(invite('elsewhere')));
    take(hep(answer('elsewhere', 488), '127.0.0.1:5060', '127.0.0.4:5060'));
    expect(refused).toEqual([]);
  });

  test('[P2] without our key mean nothing', () => {
    const { reasonOf, take } = watch();
    take(hep(answer('a', 480)));
    take(hep(answer('b', 480, 'Reason: Q.850;cause=19\r\n'), '127.0.0.3:5060', '127.0.0.1:5060', 'another'));
    expect(reasonOf('b')).toBeUndefined();
  });
});
