/** What a Linphone reads that is pointed to an address of ours: its remote configuration (lpconfig). */

export interface SipAccount {
  readonly account: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  /** Shown on the telephone. */
  readonly name: string;
}

/** The realm of the media server's challenges. */
const realm = 'bahu';
/** As long as the media server lets a registration live. */
const registerSeconds = 300;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Whether XML 1.0 can carry a character. */
const isCarried = (character: string): boolean => {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
};
/** What XML cannot carry is left out. */
const escaped = (text: string): string =>
  [...text]
    .filter(isCarried)
    .map((character) => escapes[character] ?? character)
    .join('');
/** A display name within quotes of a SIP address: what would end the quotes is left out. */
const quotable = (name: string): string => name.replace(/["\\\r\n]/g, '').trim();

const section = (name: string, entries: Readonly<Record<string, string | number>>): string =>
  [
    `  <section name="${name}">`,
    ...Object.entries(entries).map(
      ([key, value]) => `    <entry name="${key}" overwrite="true">${escaped(String(value))}</entry>`,
    ),
    '  </section>',
  ].join('\n');

/** One account, which the telephone registers with from then on. */
export function linphoneConfiguration({ account, secret, host, port, name }: SipAccount): string {
  const server = `${host}:${port}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd">',
    section('sip', { default_proxy: 0 }),
    section('proxy_0', {
      reg_proxy: `<sip:${server};transport=udp>`,
      reg_identity: `"${quotable(name)}" <sip:${account}@${server}>`,
      reg_expires: registerSeconds,
      reg_sendregister: 1,
      publish: 0,
    }),
    section('auth_info_0', { username: account, passwd: secret, realm, domain: server }),
    '</config>',
    '',
  ].join('\n');
}
