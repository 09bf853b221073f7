/** The server's side of a slice, and what the program hands to it. */
import type { FastifyInstance } from 'fastify';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Routes } from '@bahu/contract/route.ts';
import type { SliceDefinition } from '@bahu/contract/slices/define-slice.ts';
import type { TimelineKind } from '@bahu/contract/timeline.ts';
import type { Attack } from '../kernel/auth/attacks.ts';
import type { Sessions } from '../kernel/auth/sessions.ts';
import type { ConfigurationPart, LoadNumberList } from '../kernel/number-lists.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import type { Db, Tx } from '../kernel/db.ts';
import type { Listeners } from '../kernel/domain-events.ts';
import type { Files } from '../kernel/files.ts';
import type { Finder, Finders } from '../kernel/finders.ts';
import type { Access } from '../kernel/http/access.ts';
import type { JobHandler, TimedTask } from '../kernel/jobs.ts';
import type { LiveCalls } from '../kernel/live-calls.ts';
import type { Openers } from '../kernel/open-records.ts';
import type { TimelineSource, TimelineSources } from '../kernel/timeline.ts';
import type { Belonging } from '../kernel/ownership/range.ts';
import type { PersonTable } from '../kernel/personal-data.ts';
import type { CustomersSlice } from './crm/customers/index.ts';
import type { Supervision } from './insight/monitor/index.ts';
import type { TodoSource, TodoSources } from './people/todos/index.ts';
import type { UsersSlice } from './people/users/index.ts';
import type { ExportSpec, ExportSpecs } from './platform/exports/index.ts';
import type { ImportSpec, ImportSpecs } from './platform/imports/index.ts';
import type { JobsSlice, JobStep } from './platform/jobs/index.ts';
import type { OperatorSlice } from './platform/operator/index.ts';
import type { DeskOptions } from './work/desk/index.ts';

/** What the program hands to every slice where its routes are mounted. */
export interface Host {
  readonly access: Access;
  readonly db: Db;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly files: Files;
  readonly config: Pick<Config, 'version' | 'webhooksToPrivate'>;
  /** The kinds of files that all slices read and write. */
  readonly specs: { readonly exports: ExportSpecs; readonly imports: ImportSpecs };
  /** Where the reminders of each kind come from. */
  readonly todos: TodoSources;
  /** Where the entries of a customer's timeline come from. */
  readonly timeline: TimelineSources;
  /** What looks for each kind that the one search finds. */
  readonly finders: Finders;
  /** What becomes of the import behind a job, and the rows that it left out. */
  readonly ofJobs: Pick<JobsSlice, 'onCancelled' | 'leftOut'>;
  /** What telephony does for the desk and for supervisors. */
  readonly desk: DeskOptions & { supervision: Supervision; liveCalls: LiveCalls };
  /** For those who look after the installation; null where its tenants' programs and readers come in. */
  readonly installation: Pick<OperatorSlice, 'status' | 'onTenantChanged'> | null;
  /** Tells the screens of those who may read a record that it changed. */
  recordChanged(tenantId: string, change: RecordChange, belonging?: Belonging): void;
  /** What a tenant's calls go by has changed, or a part of it alone. A reply that waits for it comes when it holds. */
  configured(tenantId: string, part?: ConfigurationPart): void | Promise<void>;
  userChanged: UsersSlice['onChange'];
  /** What calls go by of one agent has changed, and nothing of their record. */
  agentChanged(tenantId: string, agentId: string): void | Promise<void>;
  newNumber: CustomersSlice['onNewNumber'];
  /** Somebody guesses passwords. */
  attacked(attack: Attack): void;
}

/** What the thread of the jobs hands to every slice. */
export interface JobsHost {
  readonly db: Db;
  readonly files: Files;
  readonly clock: Clock;
  readonly specs: Host['specs'];
  /** What all slices keep of one person, in the order in which it goes. */
  readonly ofPerson: readonly PersonTable[];
  /** What background jobs do (后台任务), of all slices. */
  readonly steps: JobSteps;
  /** Where calls leave their recordings; null in a process that has no calls. */
  readonly recordings: { readonly rawFolder: string; readonly voicemailFolder: string } | null;
  recordChanged: Host['recordChanged'];
  configured: Host['configured'];
  agentChanged: Host['agentChanged'];
  /** Everybody's rights are read anew. */
  refreshTenant: Sessions['refreshTenant'];
}
/** By name of the step. */
export type JobSteps = Readonly<Record<string, JobStep>>;

/** Tells the screens of a record by which calls go, and calls too; what waits for it comes when it holds for them. */
export const alsoToCalls =
  (host: Pick<Host, 'recordChanged' | 'configured'>, part: ConfigurationPart = 'all') =>
  (tenantId: string, change: RecordChange): void | Promise<void> => {
    host.recordChanged(tenantId, change);
    return host.configured(tenantId, part);
  };

export interface SliceJobs {
  readonly handlers?: readonly JobHandler[];
  readonly timed?: readonly TimedTask[];
  /** Done by a runner of its own: nothing that people start stands before them. */
  readonly apart?: readonly JobHandler[];
}

/** The company that shows the program: its people by extension, its departments by the key that `demo/demo-data.ts` gives them. */
export interface DemoCompany {
  readonly tenantId: string;
  readonly users: Readonly<Record<string, string>>;
  readonly departments: Readonly<Record<string, string>>;
}

type OfKinds<Kinds, Source> = Kinds extends readonly (infer Kind extends string)[]
  ? { readonly [K in Kind]: Source }
  : undefined;
type TimelineOf<Kinds> = Kinds extends readonly (infer Kind extends TimelineKind)[]
  ? { readonly [K in Kind]: TimelineSource<K> }
  : undefined;
type SpecsOf<Kinds, Spec> = Kinds extends object ? { readonly [Kind in keyof Kinds]: Spec } : undefined;

/** What the server does for a slice. A kind of export or import that the slice declares and nobody writes or reads does not compile. */
interface ServerParts<S extends SliceDefinition> {
  /** Its table of routes in the contract, for OpenAPI and for the tests that walk over every route. */
  readonly routes?: Routes;
  readonly mount?: (api: FastifyInstance, host: Host) => void;
  readonly jobs?: (host: JobsHost) => SliceJobs;
  /** What the background jobs that people see do for it. */
  readonly steps?: (host: Omit<JobsHost, 'steps'>) => JobSteps;
  /** What it does about what other slices tell within a transaction. */
  readonly on?: Listeners;
  /** Its records that other slices open. */
  readonly opens?: Openers;
  /** The numbers with which it wants no calls. */
  readonly numberList?: LoadNumberList;
  /** What it keeps of one person. */
  readonly ofPerson?: readonly PersonTable[];
  /** What it gives the company that shows the program; `lays` before that of any other slice, because others build on it. */
  readonly demo?: (tx: Tx, company: DemoCompany) => Promise<void>;
  readonly lays?: (tx: Tx, company: DemoCompany) => Promise<void>;
  readonly todos: OfKinds<S['todos'], TodoSource>;
  readonly timeline: TimelineOf<S['timeline']>;
  readonly exports: SpecsOf<S['exports'], ExportSpec>;
  readonly imports: SpecsOf<S['imports'], ImportSpec>;
  readonly finds: SpecsOf<S['finds'], Finder>;
}

/** Parts that a slice has nothing for may be left out. */
type Needed<S extends SliceDefinition> = {
  readonly [
    Part in keyof ServerParts<S> as undefined extends ServerParts<S>[Part] ? never : Part
  ]: ServerParts<S>[Part];
} & Partial<ServerParts<S>>;

export interface ServerSlice {
  readonly slice: SliceDefinition;
  readonly routes?: Routes;
  readonly mount?: (api: FastifyInstance, host: Host) => void;
  readonly jobs?: (host: JobsHost) => SliceJobs;
  readonly steps?: (host: Omit<JobsHost, 'steps'>) => JobSteps;
  readonly on?: Listeners;
  readonly opens?: Openers;
  readonly numberList?: LoadNumberList;
  readonly ofPerson?: readonly PersonTable[];
  readonly demo?: (tx: Tx, company: DemoCompany) => Promise<void>;
  readonly lays?: (tx: Tx, company: DemoCompany) => Promise<void>;
  readonly todos?: Readonly<Record<string, TodoSource>> | undefined;
  readonly timeline?: Partial<TimelineSources> | undefined;
  readonly exports?: Readonly<Record<string, ExportSpec>> | undefined;
  readonly imports?: Readonly<Record<string, ImportSpec>> | undefined;
  readonly finds?: Readonly<Record<string, Finder>> | undefined;
}

/** Puts the server's side of a slice beside its declaration. */
export const serverSlice = <S extends SliceDefinition>(slice: S, parts: Needed<S>): ServerSlice => ({
  slice,
  ...parts,
});
