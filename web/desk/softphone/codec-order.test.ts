import { describe, expect, it } from 'vitest';
import { orderCodecs } from './codec-order.ts';

const offer = [
  'v=0',
  'm=audio 10000 UDP/TLS/RTP/SAVPF 107 0 8 101',
  'a=rtpmap:107 opus/48000/2',
  'a=rtpmap:101 telephone-event/8000',
  'm=video 0 RTP/AVP 96',
  '',
].join('\r\n');

describe('the order of codecs', () => {
  it('puts A-law first, then Opus, and leaves telephone events at the end', () => {
    expect(orderCodecs(offer)).toContain('m=audio 10000 UDP/TLS/RTP/SAVPF 8 107 0 101\r\n');
  });

  it('changes nothing else', () => {
    expect(orderCodecs(offer).replace('8 107 0 101', '107 0 8 101')).toBe(offer);
  });

  it('takes another order', () => {
    expect(orderCodecs(offer, ['opus'])).toContain('SAVPF 107 0 8 101');
  });

  it('leaves an SDP without audio alone', () => {
    expect(orderCodecs('v=0\r\n')).toBe('v=0\r\n');
  });
});
