/** `npm run demo-call`: a caller of the simulated network calls us. `-- --to NUMBER --from NUMBER --keys 1 --english --stay`. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mobileNumber } from './numbers.ts';
import { carrierFolder, placeDemoCall, readAddress } from './remote.ts';

const notRunning = 'The simulated carrier does not run. Start Bahu with "npm start" first, in another window.';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      from: { type: 'string', default: mobileNumber('5678') },
      keys: { type: 'string', default: '1' },
      english: { type: 'boolean', default: false },
      stay: { type: 'boolean', default: false },
    },
  });
  const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const carrier = readAddress(carrierFolder(process.env['BAHU_DATA'] ?? path.join(project, '.data')));
  if (!carrier) throw new Error(notRunning);
  const did = values.to ?? carrier.demoNumber;
  if (!did) throw new Error('Say which number is called: npm run demo-call -- --to 07550000xxxx');
  const speech = values.english ? 'en' : 'zh';
  await placeDemoCall(carrier, { did, caller: values.from, keys: values.keys, speech, stays: values.stay }).catch(
    (error: unknown) => {
      throw error instanceof TypeError ? new Error(notRunning) : error;
    },
  );
  console.log(`${values.from} is calling ${did}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
