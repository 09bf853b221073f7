/**
 * What a slice brings along for the walks over all slices, in its `test-walk.ts`: a record of each of its kinds, and each of its audited actions once.
 * Slices come in their order, so a later one may use what an earlier one has made.
 */
import type { AuditAction } from '@bahu/contract/audit.ts';
import { slices } from '@bahu/contract/slices/index.ts';
import type { TestCalls } from './test-calls.ts';
import type { TestServer, TestTenant } from './test-server.ts';
import type { Drive } from './test-transfers.ts';

/** What the steps of the audit walk work with. */
export interface AuditWalk {
  readonly server: TestServer;
  readonly drive: Drive;
  /** Live calls in which the tenant's agent and administrator have their phones. */
  readonly calls: TestCalls;
  /** A text from what an earlier step of this route answered, by the keys that lead to it. */
  readonly answered: (route: string, ...keys: string[]) => string;
}

/** One request, and what it needs. */
interface AuditedStep {
  /** `slice.route`, as in the contract. */
  readonly route: string;
  /** The step whose answer has the id. */
  readonly idOf?: string;
  /** What stands in the address, where it is something else. */
  readonly params?: (walk: AuditWalk) => Readonly<Record<string, string>>;
  readonly body?: object | ((walk: AuditWalk) => object);
  readonly as?: 'administrator' | 'leader' | 'stranger';
  /** What a worker, an upload or a call must have done before. */
  readonly before?: (walk: AuditWalk) => unknown;
}

export interface SliceWalk {
  /** Records of a tenant that is to have everything: the path and the body of their creation; `name` is to stand in what they say. */
  readonly records?: (name: string, tenant: TestTenant) => readonly (readonly [path: string, body: object])[];
  /** Further records, which no single request makes: when the records of all slices are there. */
  readonly fill?: (server: TestServer, tenant: TestTenant, name: string) => Promise<void>;
  /** Requests that leave a row in the audit log, in this order. */
  readonly auditedSteps?: readonly AuditedStep[];
  /** Audited actions of other than changing routes: each has its own test in the slice. */
  readonly auditedElsewhere?: readonly AuditAction[];
  /** Routes that change nothing which the log of a tenant has to tell, each with the reason. */
  readonly excused?: Readonly<Record<string, string>>;
}

const files = import.meta.glob<SliceWalk>('./slices/*/*/test-walk.ts', { eager: true, import: 'walk' });

/** Of all slices that bring one. */
export const walks: readonly SliceWalk[] = slices.flatMap(
  ({ area, name }) => files[`./slices/${area}/${name}/test-walk.ts`] ?? [],
);
