/** What all slices of the server have together, read from their list. */
import type { FastifyInstance } from 'fastify';
import { exportKinds } from '@bahu/contract/exports.ts';
import { importKinds } from '@bahu/contract/imports.ts';
import type { Routes } from '@bahu/contract/route.ts';
import { searchKinds } from '@bahu/contract/search.ts';
import { timelineKinds } from '@bahu/contract/timeline.ts';
import { todoKinds } from '@bahu/contract/todos.ts';
import { offerNumberList } from '../kernel/number-lists.ts';
import type { Tx } from '../kernel/db.ts';
import { listen } from '../kernel/domain-events.ts';
import type { Finders } from '../kernel/finders.ts';
import type { PersonTable } from '../kernel/personal-data.ts';
import { offerRecords } from '../kernel/open-records.ts';
import type { TimelineSources } from '../kernel/timeline.ts';
import { serverSlices } from './index.ts';
import type { ExportSpecs } from './platform/exports/index.ts';
import type { ImportSpecs } from './platform/imports/index.ts';
import type { TodoSources } from './people/todos/index.ts';
import type { DemoCompany, Host, JobsHost, SliceJobs } from './server-slice.ts';

/** `agent-groups` → `agentGroups`. */
const camelCase = (noun: string): string => noun.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());

/** All tables of routes by slice, for OpenAPI and for the tests that walk over every route. */
export const contract: Readonly<Record<string, Routes>> = Object.fromEntries(
  serverSlices.flatMap(({ slice, routes }) => (routes ? [[camelCase(slice.name), routes]] : [])),
);

/** Every kind of file that can be written and read. @throws Error when a kind of the contract has nobody. */
export const specs: Host['specs'] = {
  exports: whole('exports', Object.keys(exportKinds)) as ExportSpecs,
  imports: whole('imports', Object.keys(importKinds)) as ImportSpecs,
};

/** Where every kind of reminder comes from. @throws Error when a kind of the contract has nobody. */
export const todoSources = whole('todos', todoKinds) as TodoSources;

/** Where every kind of entry of a timeline comes from. @throws Error when a kind of the contract has nobody. */
export const timelineSources = whole('timeline', timelineKinds) as TimelineSources;

/** What looks for each kind that is searched. @throws Error when a kind of the contract has nobody. */
export const finders = whole('finds', searchKinds) as Finders;

/** What all slices keep of one person, in the order in which it goes. */
export const ofPerson: readonly PersonTable[] = serverSlices.flatMap((slice) => slice.ofPerson ?? []);

/** Complete, as is looked at here; each is of the right form, as `serverSlice` has checked. */
function whole(part: 'exports' | 'imports' | 'todos' | 'timeline' | 'finds', kinds: readonly string[]): object {
  const found: object = Object.assign({}, ...serverSlices.map((slice) => slice[part]));
  const missing = kinds.filter((kind) => !(kind in found));
  if (missing.length) throw new Error(`nobody does the ${part} ${missing.join(', ')}`);
  return found;
}

// Wherever slices are put together, also in the thread of the jobs, they hear each other.
for (const { on, opens, numberList } of serverSlices) {
  if (on) listen(on);
  if (opens) offerRecords(opens);
  if (numberList) offerNumberList(numberList);
}

/** Mounts every slice behind one gate. */
export function mountAll(api: FastifyInstance, host: Host): void {
  for (const { mount } of serverSlices) mount?.(api, host);
}

/** What every slice gives the company that shows the program. */
export async function fillDemo(tx: Tx, company: DemoCompany): Promise<void> {
  for (const { lays } of serverSlices) await lays?.(tx, company);
  for (const { demo } of serverSlices) await demo?.(tx, company);
}

/** The background jobs of all slices. */
export function jobsOfAll(host: Omit<JobsHost, 'specs' | 'steps' | 'ofPerson'>): Required<SliceJobs> {
  const all = { ...host, specs, ofPerson };
  const steps: JobsHost['steps'] = Object.assign({}, ...serverSlices.map((slice) => slice.steps?.(all)));
  const jobs = serverSlices.map((slice) => slice.jobs?.({ ...all, steps }) ?? {});
  return {
    handlers: jobs.flatMap(({ handlers = [] }) => handlers),
    timed: jobs.flatMap(({ timed = [] }) => timed),
    apart: jobs.flatMap(({ apart = [] }) => apart),
  };
}
