/** The dialplan of the simulated network: what happens to calls that arrive from the engine, and what its own callers do. */
import { context, extension, file, section } from '@bahu/asterisk/configuration/syntax.ts';
import { safeAddress, safePort } from '@bahu/asterisk/options.ts';
import { ownRanges, specialNumbers, timedEndings, toneEndings, type Manner } from './numbers.ts';

/** The endpoint of the engine within the carrier. */
export const engineEndpoint = 'engine';

/** The context in which calls placed by the carrier run once they are answered. */
export const callerContext = 'caller';

type Step = string | readonly [label: string, step: string];

const longestCallSeconds = 3600;

/**
 * Listens for a pause, for so many seconds at most. A telephone sends silence meanwhile, and who hears no packet at all is told that nothing is heard;
 * the application itself sends none.
 */
const listen = (pauseMs: number, seconds: number, label?: string): Step[] => [
  label === undefined ? 'Playtones(0)' : [label, 'Playtones(0)'],
  `WaitForSilence(${pauseMs},1,${seconds})`,
  'StopPlaytones()',
];

/** Speaks, and listens for a pause before each next sentence, until the call ends. */
const converse = (sentences: readonly string[], pauseMs: number): Step[] => [
  `Playback(${sentences[0]})`,
  ...sentences
    .slice(1)
    .flatMap((sentence, index): Step[] => [
      ...listen(pauseMs, 12, index === 0 ? 'next' : undefined),
      `Playback(${sentence})`,
    ]),
];

const calleeSpeech: readonly Step[] = [
  ...converse(['callee-1', 'callee-2', 'callee-3', 'callee-4'], 1500),
  'Goto(next)',
];

const ringing = (seconds: number): Step[] => (seconds === 0 ? [] : ['Ringing()', `Wait(${seconds})`]);

const limit = (seconds: number | string): Step => `Set(TIMEOUT(absolute)=${seconds})`;

function stepsOf(manner: Manner): Step[] {
  switch (manner.kind) {
    case 'speak':
      return [
        ...ringing(manner.ringSeconds),
        'Answer(,i)',
        ...(manner.talkSeconds === undefined ? [] : [limit(manner.talkSeconds)]),
        `Goto(speak-${manner.language},1)`,
      ];
    case 'echo':
      return [...ringing(manner.ringSeconds), 'Answer(,i)', 'Echo()'];
    case 'ring-on':
      return ['Ringing()', `Wait(${longestCallSeconds})`];
    case 'late':
      return ['Progress()', `Playback(${manner.announcement},noanswer)`, 'Wait(1)', 'Answer(,i)', 'Goto(speak-zh,1)'];
    case 'refuse':
      return [
        ...ringing(manner.ringSeconds),
        ...(manner.announcement ? ['Progress()', `Playback(${manner.announcement},noanswer)`] : []),
        // By its cause 20, so that the answer says why: PJSIPHangup(480) would add that nobody answered.
        manner.status === 480 ? 'Hangup(20)' : `PJSIPHangup(${manner.status})`,
      ];
  }
}

const speech = (language: 'zh' | 'en'): string =>
  extension(`speak-${language}`, [`Set(CHANNEL(language)=${language})`, ...calleeSpeech]);

/** What a number does, by its last four digits; reached only from the ranges of our own. */
const endings = (): string =>
  context(
    'ending',
    ...specialNumbers.map(({ ending, manner }) => extension(ending, [limit(longestCallSeconds), ...stepsOf(manner)])),
    extension(`_${timedEndings}`, ['Answer(,i)', limit('$[0 + ${EXTEN:2}]'), 'Goto(speak-zh,1)']),
    ...toneEndings.map((pattern) =>
      extension(`_${pattern}`, [
        limit(longestCallSeconds),
        'Answer(,i)',
        'Playtones($[0 + ${EXTEN}])',
        `Wait(${longestCallSeconds})`,
      ]),
    ),
    extension('_XXXX', ['Goto(0001,1)']),
    speech('zh'),
    speech('en'),
  );

/** Where calls from the engine arrive. */
const network = (): string =>
  context(
    'network',
    ...ownRanges.map((range) => extension(`_${range}XXXX`, ['Goto(ending,${EXTEN:-4},1)'])),
    ...['_X.', '_+X.'].map((pattern) => extension(pattern, ['Goto(ending,0001,1)'])),
  );

const callerSentences = ['caller-1', 'caller-2', 'caller-3', 'caller-4', 'caller-5', 'caller-6'] as const;

/**
 * A caller of ours after the answer. Before the first sentence it waits for a pause: music on hold has none, so the caller begins to
 * speak when an agent has answered and finished greeting. Its variables are set by `placeDemoCall`, from checked values only:
 * BAHU_SECONDS, BAHU_HEARD, BAHU_KEYS, BAHU_KEYS_AFTER, BAHU_MANNER, BAHU_LANGUAGE, BAHU_TONE.
 */
const caller = (): string =>
  context(
    callerContext,
    extension('s', [
      'Set(TIMEOUT(absolute)=${BAHU_SECONDS})',
      'Set(CHANNEL(language)=${BAHU_LANGUAGE})',
      'GotoIf($["${BAHU_HEARD}" = ""]?keys)',
      'MixMonitor(,r(${BAHU_HEARD}))',
      ['keys', 'GotoIf($["${BAHU_KEYS}" = ""]?act)'],
      'Wait(${BAHU_KEYS_AFTER})',
      'SendDTMF(${BAHU_KEYS},250,160)',
      ['act', 'Goto(${BAHU_MANNER},1)'],
    ]),
    extension('talk', [...listen(1200, 15), ...converse(callerSentences, 1500), 'Hangup(16)']),
    extension('stay', [...listen(1200, 15), ...converse(callerSentences.slice(0, -1), 1500), 'Goto(next)']),
    extension('tone', ['Playtones(${BAHU_TONE})', `Wait(${longestCallSeconds})`]),
    extension('echo', ['Echo()']),
    extension('silent', [`Wait(${longestCallSeconds})`]),
  );

/** `extensions.conf` of the carrier. */
export const carrierDialplan = (): string =>
  file(
    section('general', [
      ['static', true],
      ['writeprotect', true],
      ['autofallthrough', true],
    ]),
    network(),
    endings(),
    caller(),
  );

/** The engine as the carrier's only peer, for `pjsip.conf`. */
export function carrierPeers(engine: { address: string; port: number }): string {
  const isAnywhere = engine.address === '0.0.0.0' || engine.address === '::';
  const address = isAnywhere ? '127.0.0.1' : safeAddress('engine.address', engine.address);
  const host = address.includes(':') ? `[${address}]` : address;
  const sources = [...new Set([address, '127.0.0.1'])].join(',');
  return file(
    section(engineEndpoint, [
      ['type', 'endpoint'],
      ['context', 'network'],
      ['transport', 'udp'],
      ['aors', engineEndpoint],
      ['disallow', 'all'],
      ['allow', 'alaw,ulaw'],
      ['direct_media', false],
      ['rtp_symmetric', true],
      ['trust_id_inbound', true],
      ['trust_id_outbound', true],
      ['dtmf_mode', 'rfc4733'],
      ['rtp_timeout', 120],
      ['timers', false],
    ]),
    `[${engineEndpoint}]\ntype = aor\ncontact = sip:${host}:${safePort('engine.port', engine.port)}\nqualify_frequency = 0\n`,
    section('engine-identify', [
      ['type', 'identify'],
      ['endpoint', engineEndpoint],
      ['match', sources],
    ]),
  );
}
