/**
 * The engine's dialplan. It decides nothing: it hands each call to the control plane, and keeps the call while the control plane restarts.
 * No text that a caller controls (number, name, headers) is an argument of anything here, except as Base64, which holds neither commas nor signs.
 */
import { context, extension, file, section } from './syntax.ts';

/** The Stasis application that the engine's control plane registers. */
export const applicationName = 'bahu';

/** Seconds after which a call ends whatever happens. */
export const longestCallSeconds = 14_400;
/** Seconds that a call may be with the control plane before that has taken it over, which it says by setting the longer limit. */
const longestUnowned = 60;

/** A minute and a half of ringing: a control plane that starts on a loaded machine takes forty seconds. */
const attempts = 180;
const secondsBetween = 0.5;

/** The variable of a trunk's channel that holds what the headers say of its caller; the control plane can ask for it later. */
export const identityVariable = 'BAHU_IDENTITY';

/**
 * Headers that say who calls, in the order in which they are handed over, each behind a colon: Asterisk complains of
 * nothing to encode with every call that lacks one. Asterisk itself understands only their simplest forms.
 */
const identityHeaders = ['P-Asserted-Identity', 'Remote-Party-ID', 'Privacy'];
const identity = identityHeaders.map((name) => `\${BASE64_ENCODE(:\${PJSIP_HEADER(read,${name})})}`).join('.');

/** Hands the call over; when nobody takes it, tries again for a minute and a half and then says 503. `limit` counts from each try. */
const handOver = (limit: number, ...given: readonly string[]) =>
  [
    'Set(BAHU_ATTEMPT=0)',
    ['again', `Set(TIMEOUT(absolute)=${limit})`],
    `Stasis(${[applicationName, ...given].join(',')})`,
    `Wait(${secondsBetween})`,
    'Set(BAHU_ATTEMPT=$[${BAHU_ATTEMPT}+1])',
    `GotoIf($[\${BAHU_ATTEMPT} < ${attempts}]?again)`,
    'Hangup(34)',
  ] as const;

const fromTrunk = [
  'Ringing()',
  `Set(${identityVariable}=${identity})`,
  ...handOver(longestUnowned, `\${${identityVariable}}`),
];

/**
 * What a leg sends and what it hears, each into a file of its own at 8000 samples a second, silence where one side has none, only while it
 * is bridged. Not both in one file (option `D`): that keeps 160 samples of each 20 ms, which of a leg with Opus are a sixth.
 */
const recorder = 'MixMonitor(,br(${BAHU_RECORDING}-sent.raw)t(${BAHU_RECORDING}-heard.raw))';

const echoLanguages = ['zh', 'en'] as const;
/** Seconds of an echo test, and milliseconds after which what was said comes back: told apart from the voice itself, and no howling with loudspeakers. */
export const longestEchoSeconds = 60;
const echoDelayMs = 1500;
/** Calls that a phone may have with an echo test among them: one in which its agent is, one that waits, and the test. */
const maxWithEcho = 3;
/** The channels of the phone that calls, this one too: names with a space between each two. The name of an endpoint is ours. */
const ofSamePhone = '${CHANNELS(^PJSIP/${CHANNEL(endpoint)}-)}';
const hasTooMany = `$["${ofSamePhone}" : "${'.* '.repeat(maxWithEcho)}"]`;
/** Says a sentence, and sends back whatever it hears. */
const echoTest = (language: string): readonly (string | readonly [label: string, step: string])[] => [
  `GotoIf(${hasTooMany}?busy)`,
  `Set(TIMEOUT(absolute)=${longestEchoSeconds})`,
  'Answer()',
  `Set(CHANNEL(language)=${language})`,
  'Playback(echo-test)',
  `Set(JITTERBUFFER(fixed)=${echoDelayMs},${2 * echoDelayMs})`,
  'Echo()',
  'Hangup()',
  ['busy', 'Hangup(17)'],
];

/**
 * `extensions.conf`.
 * - `trunk`: calls that arrive over a trunk for anything that begins like a number. The rest matches nothing and gets 404 from Asterisk
 *   before a channel exists, which is why there is no pattern that catches all.
 * - `agents`: a phone can dial nothing but the number of a parked call, and the echo test, which the control plane has nothing to do with; all other calls
 *   are placed by the control plane.
 * - `permanent`: the far end of a leg that goes over an agent's permanent leg; the control plane brings it there, at once or when the agent answers.
 * - `record`: a leg that the control plane sends here starts recording itself into the files named by its variable, and comes back.
 */
export const engineDialplan = (): string =>
  file(
    section('general', [
      ['static', true],
      ['writeprotect', true],
      ['autofallthrough', true],
    ]),
    context('trunk', ...['s', '_X.', '_+X.'].map((pattern) => extension(pattern, fromTrunk))),
    context(
      'agents',
      extension('_70XX', handOver(longestCallSeconds)),
      ...echoLanguages.map((language) => extension(`echo-${language}`, echoTest(language))),
    ),
    context(
      'permanent',
      extension('taken', handOver(longestCallSeconds)),
      extension('ringing', ['Ringing()', ...handOver(longestCallSeconds)]),
    ),
    context('record', extension('s', [recorder, ...handOver(longestCallSeconds)])),
  );
