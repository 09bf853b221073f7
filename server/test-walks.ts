/** What a slice brings along for the walks over all slices, in its `test-walk.ts`: a record of each of its kinds, and each of its deeds once. */

/** One request of an administrator. */
interface WalkStep {
  /** `slice.route`, as in the contract. */
  readonly route: string;
  /** The step whose answer has the id. */
  readonly idOf?: string;
  readonly body?: object;
}

export interface SliceWalk {
  /** Records of a tenant that is to have everything: the path and the body of their creation; `name` is to stand in what they say. */
  readonly records?: (name: string) => readonly (readonly [path: string, body: object])[];
  /** Deeds of an administrator that leave a row in the audit log, in this order. */
  readonly deeds?: readonly WalkStep[];
  /** Routes that change nothing which the log of a tenant has to tell, each with the reason. */
  readonly excused?: Readonly<Record<string, string>>;
}

const files = import.meta.glob<SliceWalk>('./slices/*/*/test-walk.ts', { eager: true, import: 'walk' });

/** Of all slices that bring one. */
export const walks: readonly SliceWalk[] = Object.values(files);
