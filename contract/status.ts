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
  /** The media server does not know owners: a process that was taken for dead could still command it. */
  'media.unfenced',
] as const;
export type TroubleCode = (typeof troubleCodes)[number];

export const Trouble = Type.Object({
  code: Type.Enum([...troubleCodes]),
  /** The sentence for logs and machines, in English; people read the text of the code. */
  what: Type.String(),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type Trouble = Static<typeof Trouble>;

export const InstallationStatus = Type.Object({
  isReady: Type.Boolean(),
  dependencies: Type.Array(Type.Object({ name: Type.String(), isUp: Type.Boolean(), ageMs: Type.Union([Type.Number(), Type.Null()]), error: Type.Optional(Type.String()) })),
  troubles: Type.Array(Trouble),
});
export type InstallationStatus = Static<typeof InstallationStatus>;
