/**
 * `npm run operator -- add NAME` makes an operator of the platform, `npm run operator -- reset NAME` gives one a new password: it is printed once and
 * must be changed at the first sign-in. `npm run operator -- second-factor-off NAME` takes the second factor away from one who has lost the device.
 * Works beside a running server.
 */
import path from 'node:path';
import { readConfig, type Config } from '@bahu/server/kernel/config.ts';
import { createDb, type Db } from '@bahu/server/kernel/db.ts';
import { startEmbeddedPostgres } from '@bahu/server/postgres/embedded-postgres.ts';
import { Refusal, SetupError } from '@bahu/server/kernel/errors.ts';
import { migrate, type DatabaseUrls } from '@bahu/server/kernel/migrate.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { createOperator, resetOperator, takeFactorAway } from '@bahu/server/slices/platform/operator/index.ts';

const usage =
  'Say what to do: npm run operator -- add NAME, npm run operator -- reset NAME, or npm run operator -- second-factor-off NAME.';
const actor = { operator: { operatorId: null, name: 'npm run operator' }, address: null };

/** What is to be said after a command. @throws SetupError when the command is none or its name cannot be taken. */
async function execute(db: Db, [command, loginName]: readonly string[]): Promise<string> {
  if (!loginName || !/^[A-Za-z][A-Za-z0-9._-]{1,31}$/.test(loginName))
    throw new SetupError(
      `${usage} A name has 2 to 32 letters, digits, dots, hyphens and underscores and begins with a letter.`,
    );
  const nobody = (): SetupError =>
    new SetupError(`There is no operator "${loginName}": npm run operator -- add ${loginName} makes one.`);
  const handedOut = (password: string): string =>
    `Operator: ${loginName}\nPassword: ${password}\nSign in at /operator; the password must be changed there.`;
  if (command === 'second-factor-off') {
    const had = await takeFactorAway(db, actor, loginName);
    if (had === null) throw nobody();
    return had
      ? `Operator: ${loginName}\nThe second factor is off and all sessions have ended. Sign in at /operator with the password alone, and turn it on again there.`
      : `Operator: ${loginName}\nThere was no second factor; nothing was changed.`;
  }
  if (command === 'reset') {
    const password = await resetOperator(db, actor, loginName);
    if (password === null) throw nobody();
    return handedOut(password);
  }
  if (command !== 'add') throw new SetupError(usage);
  try {
    return handedOut((await createOperator(db, actor, { loginName, name: loginName })).password);
  } catch (error) {
    throw error instanceof Refusal
      ? new SetupError(
          `There is an operator "${loginName}" already: npm run operator -- reset ${loginName} gives a new password.`,
        )
      : error;
  }
}

/** The database of the configuration, and how to leave it as it was found. */
async function openDatabase(config: Config): Promise<{ urls: DatabaseUrls; leave(): Promise<void> }> {
  if (config.database) {
    await migrate(config.database);
    return { urls: config.database, leave: async () => undefined };
  }
  const postgres = await startEmbeddedPostgres({
    dataFolder: config.dataFolder,
    secrets: openSecrets(path.join(config.dataFolder, 'secrets.json')),
  });
  // One that was running belongs to the server.
  if (postgres.origin === 'adopted') return { urls: postgres.urls, leave: async () => undefined };
  await migrate(postgres.urls);
  return { urls: postgres.urls, leave: () => postgres.stop() };
}

async function main(args: readonly string[]): Promise<void> {
  const { urls, leave } = await openDatabase(readConfig(process.env));
  const db = createDb(urls.app, { connections: 1 });
  try {
    console.log(await execute(db, args));
  } finally {
    await db.close();
    await leave();
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  },
);
