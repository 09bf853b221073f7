/** How calls sound: as it is kept with them, and as a browser tells it of its own end. */
import { Type, type Static } from 'typebox';
import { qualityWords } from '@bahu/domain/voice-quality/mean-opinion.ts';
import { Nullable } from './page.ts';

const Spread = Type.Object({ best: Type.Number(), mean: Type.Number(), worst: Type.Number() });
/** How a leg sounded: milliseconds, shares from 0 to 1, MOS from 1 to 4.5. */
export const LegQuality = Type.Object({
  word: Type.Enum([...qualityWords]),
  mos: Spread,
  rttMs: Spread,
  /** Of the worse direction. */
  jitterMs: Spread,
  /** Packets lost on the way from the party to us, and from us to the party. */
  lossFrom: Spread,
  lossTo: Spread,
  /** About every five seconds; `at` is seconds since the call began. */
  samples: Type.Array(
    Type.Object({
      at: Type.Integer(),
      mos: Type.Number(),
      rttMs: Type.Number(),
      jitterMs: Type.Number(),
      lossFrom: Type.Number(),
      lossTo: Type.Number(),
    }),
  ),
});
export type LegQuality = Static<typeof LegQuality>;

const strict = { additionalProperties: false } as const;
const Milliseconds = Type.Number({ minimum: 0, maximum: 60_000 });
const OneWay = Type.Object({ loss: Type.Number({ minimum: 0, maximum: 1 }), jitterMs: Milliseconds }, strict);
/** A stretch of a call as a browser has measured it at its own end: `incoming` came to it. */
const MeasuredStretch = Type.Object(
  {
    /** How long ago it ended. */
    secondsAgo: Type.Number({ minimum: 0, maximum: 60 }),
    measured: Type.Object(
      {
        rttMs: Milliseconds,
        incoming: OneWay,
        outgoing: OneWay,
        /** Of the jitter buffer. */
        bufferMs: Nullable(Milliseconds),
        isOpus: Type.Boolean(),
      },
      strict,
    ),
  },
  strict,
);
export type MeasuredStretch = Static<typeof MeasuredStretch>;
export const MeasuredStretches = Type.Object(
  { stretches: Type.Array(MeasuredStretch, { minItems: 1, maxItems: 12 }) },
  strict,
);
