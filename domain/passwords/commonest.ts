/** Passwords that are tried first by whoever guesses: the commonest ones, runs and repetitions, keys in a row, and the account itself. */

/** Of the lists of leaked passwords, worldwide and of Chinese sites, what the rules below do not find; in lower case. */
const commonest = new Set(
  (
    'password passw0rd p@ssword p@ssw0rd pa55word letmein welcome iloveyou monkey dragon sunshine princess football baseball superman batman trustno1 master shadow michael jordan ' +
    'hunter killer pepper daniel access login admin administrator root guest test tester testing changeme default secret hello whatever freedom charlie donald starwars computer internet ' +
    'samsung google facebook bahu bahu-demo callcenter callcentre kefu zuoxi manager office qazwsx 1qaz2wsx qweasd qweasdzxc zaq12wsx 1q2w3e 1q2w3e4r 1q2w3e4r5t q1w2e3r4 a1b2c3 a1b2c3d4 ' +
    'abc123 a123456 aa123456 123456a 123abc abcd1234 qwe123 123qwe qq123456 asd123 zxc123 woaini woaini520 woaini1314 iloveyou520 5201314 1314520 520520 13145200 147258 147258369 159357 ' +
    '159753 741852 741852963 789456 789456123 963852 112233 123123 123321 456123 654123 101010 110110 119119 168168 518518 520131 521521 666888 888666 666999 889900 998877 332211 ' +
    '1234560 1234567a woaiwojia nihao nihao123 aini1314 tiancai zhongguo beijing shanghai shenzhen'
  ).split(/\s+/),
);
const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  '`1234567890-=',
  '1qaz2wsx3edc4rfv5tgb',
  'qazwsxedcrfvtgb',
];
const shortestRun = 4;

/**
 * Whether a password is one that is guessed within the first tries. `words` are what everybody knows of the account: its number, the tenant's
 * code, the login name, the name.
 */
export function isCommonPassword(password: string, words: readonly string[] = []): boolean {
  const lower = password.toLowerCase();
  const core = lower.replace(/[0-9!@#$%.]{0,4}$/, '');
  return (
    commonest.has(lower) || commonest.has(core) || isRepetition(lower) || isRun(lower) || isOfAccount(lower, words)
  );
}

/** One piece of up to three signs again and again: aaaaaa, 121212, abcabc. */
const isRepetition = (text: string): boolean =>
  [1, 2, 3].some(
    (length) =>
      text.length >= 2 * length &&
      text ===
        text
          .slice(0, length)
          .repeat(Math.ceil(text.length / length))
          .slice(0, text.length),
  );

/** Signs one after the other, upwards or downwards, or keys in a row: 123456, fedcba, asdfgh. */
function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((sign, at) => sign.charCodeAt(0) - text.charCodeAt(at)));
  if (text.length >= shortestRun && steps.size === 1 && (steps.has(1) || steps.has(-1))) return true;
  return rows.some(
    (row) => text.length >= shortestRun && (row.includes(text) || [...row].reverse().join('').includes(text)),
  );
}

/** The account and next to nothing else: 100001800, lin2024, 8001001. */
function isOfAccount(text: string, words: readonly string[]): boolean {
  const known = words.map((word) => word.toLowerCase()).filter((word) => word.length >= 2);
  return known.some((word) => {
    const rest = text.split(word).join('');
    return (
      rest.length < text.length &&
      (rest === '' || known.includes(rest) || (word.length >= shortestRun && /^[0-9!@#$%.]{0,4}$/.test(rest)))
    );
  });
}
