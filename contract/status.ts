/** What an installation may be in trouble with while it works: told by `/readyz` and to the operator. */
import { Type, type Static } from 'typebox';

export const troubleCodes = [
  /** Little room is left on the disk of the data folder. */
  'disk.low',
  /** So little that nothing is recorded any more, so that calls and their records go on. */
  'disk.full',
  /** Batches of facts that the database refused, set aside in files for a person to look at. */
  'journal.refused',
  /** Facts that can be written neither to the database nor to the disk: kept in memory. */
  'journal.in-memory',
  /** Tenants whose calls nobody serves. */
  'tenants.without-engine',
  /** The system lets a process open fewer files and connections than the installation may need. */
  'descriptors.few',
  /** Passwords are being guessed: of many accounts from one address, or of one account from many. */
  'sign-in.attack',
  /** The media server does not know owners: a process that was taken for dead could still command it. */
  'media.unfenced',
  /** Debian's core of the media server runs, which loses sound (docs/decisions/0006), and none is built here. */
  'media.packaged-core',
  /** The same, while one is being built. */
  'media.building-core',
  /** The same, and one is built: the next start of the media server takes it. */
  'media.waiting-core',
  /** A media server that was named to us; whether it loses sound is not known. */
  'media.unknown-core',
] as const;
export type TroubleCode = (typeof troubleCodes)[number];

export const Trouble = Type.Object({
  code: Type.Enum([...troubleCodes]),
  /** The sentence for logs and machines, in English; people read the text of the code. */
  what: Type.String(),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type Trouble = Static<typeof Trouble>;

/** Which core the media server runs: built here, as Debian packages it, of an Asterisk that was named, of one elsewhere; or this process runs none. */
export const mediaServers = ['built', 'packaged', 'machine', 'elsewhere', 'none'] as const;
export type MediaServer = (typeof mediaServers)[number];

export const InstallationStatus = Type.Object({
  isReady: Type.Boolean(),
  dependencies: Type.Array(
    Type.Object({
      name: Type.String(),
      isUp: Type.Boolean(),
      ageMs: Type.Union([Type.Number(), Type.Null()]),
      error: Type.Optional(Type.String()),
    }),
  ),
  troubles: Type.Array(Trouble),
  mediaServer: Type.Enum([...mediaServers]),
});
export type InstallationStatus = Static<typeof InstallationStatus>;
