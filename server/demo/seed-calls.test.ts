import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalFiles } from '../kernel/files.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { seedDemo } from './seed.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('[P5] [C8] in the demo company callers wait to be called back: of an agent, of queues, one who has tried twice, and one who was reached', async () => {
  const { db, urls, asOwner } = database;
  const carrier = { host: '127.0.0.1', port: 5060 };
  const files = createLocalFiles(testFolder('demo-files'));
  await seedDemo({ db, files, ownerUrl: urls.owner, password: 'not-the-manuals', carrier });
  expect(
    await asOwner(
      `select m.tries, a.extension, q.number as queue, m.closed_at is not null as closed, m.reached_call_id is not null as reached,
          exists (select from customers c where c.phone = m.number) as known
        from missed_calls m left join agents a on a.id = m.agent_id left join queues q on q.id = m.queue_id order by m.last_at desc`,
    ),
  ).toEqual([
    { tries: 2, extension: null, queue: '901', closed: false, reached: false, known: false },
    { tries: 1, extension: '802', queue: '901', closed: false, reached: false, known: true },
    { tries: 1, extension: null, queue: '902', closed: false, reached: false, known: true },
    { tries: 1, extension: '803', queue: '901', closed: true, reached: true, known: true },
  ]);
});
