/** Random definitions, random values, random changes of the definitions, judged after each step. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { seed } from '../../../test-draw.ts';
import * as judges from './test-fields-judges.ts';
import * as model from './test-fields-model.ts';

const run = fc.record({
  designs: fc.array(model.anyDesign, { minLength: 4, maxLength: 6 }),
  changes: fc.array(fc.record({ which: fc.nat(5), to: model.anyDesign }), { minLength: 2, maxLength: 4 }),
  format: fc.constantFrom('csv' as const, 'xlsx' as const),
});
type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;
type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

async function begin({ designs }: Run, draw: Draw) {
  await model.server.database.asOwner('delete from field_definitions');
  await model.server.database.asOwner('delete from customers');
  for (const [index, one] of designs.map(model.withNextType).entries()) {
    const given = draw(model.anyDefaultFor(one.field));
    const { status, body } = await model.request('POST', '/fields', model.bodyOf(one, index, one.field.options, given));
    expect(status, JSON.stringify(body)).toBe(200);
  }
  const fields = await model.definitions();
  const records: model.Model = new Map();
  for (let i = 0; i < 12; i++)
    await model.create(
      records,
      fields,
      fields.map((field) => draw(model.anyInputFor(field))),
    );
  await model.makeKeys(fields);
  return { fields, records };
}

async function redefine({ changes }: Run, count: number): Promise<void> {
  for (const { which, to } of changes) {
    const { uuid, version } = (await model.definitions())[which % count]!;
    const { owner: _owner, ...change } = model.bodyOf(to, 10 + (which % count), model.changedList(to));
    const reply = await model.request('PATCH', `/fields/${uuid}`, { version, ...change });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  }
}

async function judge(one: Run, draw: Draw): Promise<void> {
  const { fields: before, records } = await begin(one, draw);
  await model.loggedIsWhatWasWritten(records, before);
  await judges.shownIsWhatIsStored(records, before);
  await judges.filteredIsWhatIsStored(records, before);
  await judges.searchedIsWhatIsStored(records, before);
  await judges.sortedIsWhatIsStored(records, before);
  await redefine(one, before.length);
  const after = await model.definitions();
  await judges.storedIsWhatWasWritten(records);
  await judges.shownIsWhatIsStored(records, after);
  await judges.filteredIsWhatIsStored(records, after);
  await model.makeKeys(after);
  await judges.filteredIsWhatIsStored(records, after);
  await judges.searchedIsWhatIsStored(records, after);
  await judges.sortedIsWhatIsStored(records, after);
  for (const name of [...records.keys()].slice(0, 4)) {
    const field = draw(fc.constantFrom(...after));
    await model.change(records, name, after, field, draw(model.anyInputFor(field)));
  }
  await judges.storedIsWhatWasWritten(records);
  const bytes = await judges.exportedIsWhatIsShown(records, after, one.format);
  await judges.importedIsWhatWasExported(records, after, bytes);
  await judges.shownIsWhatIsStored(records, after);
}

/** Holds for so many companies, whatever they design. */
export async function holdsFor(companies: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(run, fc.gen(), (one, draw) => judge(one, (arbitrary) => draw(() => arbitrary))),
    { seed, numRuns: companies, endOnFailure: true },
  );
  expect(model.server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
}
