// @ts-check
/** Written for old versions of Node too, because it is what refuses them. */

const oldest = [20, 19];

/** Ends the program with one sentence when Node is older than the project can run on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  process.stderr.write(
    `\n  ✗ Node ${process.versions.node} is too old.\n    → Install Node ${oldest.join('.')} or newer.\n`,
  );
  process.exit(1);
}
