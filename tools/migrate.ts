/** `npm run migrate`: brings the schema of the configured database up to date; the server does so itself when it starts. */
import { readConfig } from '@bahu/server/kernel/config.ts';
import { SetupError } from '@bahu/server/kernel/errors.ts';
import { migrate } from '@bahu/server/kernel/migrate.ts';

try {
  const { database } = readConfig(process.env);
  if (!database)
    throw new SetupError(
      'Set DATABASE_URL and DATABASE_APP_URL; the embedded database is brought up to date by the server when it starts.',
    );
  const applied = await migrate(database);
  console.log(applied.length ? `Applied: ${applied.join(', ')}` : 'The schema is up to date.');
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
