/** Initials of names in pinyin, by which people find each other with a Latin keyboard: 张子墨 → zzm. */

const collator = new Intl.Collator('zh-u-co-pinyin');
/** No syllable of Mandarin begins with i, u or v. */
const letters = [...'abcdefghjklmnopqrstwxyz'];
/** The pinyin order of the Unicode collation holds a mark before the first character of each letter, for indexes like this one. */
const marks = letters.map((letter) => `\ufdd0${letter.toUpperCase()}`);
const known = new Map<string, string>();

/** Characters that are read differently as the surname of a person: 单 is shàn there and dān elsewhere. */
const surnames: Readonly<Record<string, string>> = {
  单: 's',
  曾: 'z',
  仇: 'q',
  解: 'x',
  查: 'z',
  任: 'r',
  区: 'o',
  朴: 'p',
  盖: 'g',
  覃: 'q',
  种: 'c',
  折: 's',
  翟: 'z',
  乐: 'y',
  员: 'y',
  缪: 'm',
  召: 's',
  谌: 'c',
  繁: 'p',
  秘: 'b',
  褚: 'c',
  盛: 's',
  沈: 's',
  宿: 's',
  晁: 'c',
  郗: 'x',
  钭: 't',
  车: 'c',
  长孙: 'zs',
  万俟: 'mq',
  尉迟: 'yc',
  澹台: 'tt',
  单于: 'cy',
  单父: 'sf',
};
/** Words of companies' names in which a character is not read as it mostly is. */
const words: Readonly<Record<string, string>> = {
  重庆: 'cq',
  厦门: 'xm',
  银行: 'yh',
  商行: 'sh',
  车行: 'ch',
  会计: 'kj',
  蚌埠: 'bb',
  重阳: 'cy',
  乐器: 'yq',
  音乐: 'yy',
};
/** A person's name in Chinese characters and nothing else; longer ones are companies'. */
const personalName = /^\p{Script=Han}{2,4}$/u;
const longest = 64;

/**
 * The initials of a name: the first letter of each Chinese character in pinyin, Latin letters and digits as they are, in lower case, everything
 * else left out. At most 64 characters; empty when nothing of a name can be typed.
 */
export function initialsOf(name: string): string {
  const plain = name.normalize('NFKD').trim();
  const surname = personalName.test(plain) ? surnameOf(plain) : null;
  const rest = surname ? plain.slice(surname.length) : plain;
  const initials = [...rest.toLowerCase()].map((character, i, all) => initialOfWord(all, i) ?? initialOf(character));
  return `${surname ? surnames[surname]! : ''}${initials.join('')}`.slice(0, longest);
}

const surnameOf = (name: string): string | null =>
  [name.slice(0, 2), name.slice(0, 1)].find((start) => start in surnames) ?? null;

/** Where a word of the table stands around this place, the letter that belongs to it. */
function initialOfWord(all: readonly string[], at: number): string | null {
  const [asFirst, asSecond] = [words[`${all[at]}${all[at + 1] ?? ''}`], words[`${all[at - 1] ?? ''}${all[at]}`]];
  return asFirst?.[0] ?? asSecond?.[1] ?? null;
}

function initialOf(character: string): string {
  if (/^[a-z0-9]$/.test(character)) return character;
  const remembered = known.get(character);
  if (remembered !== undefined) return remembered;
  const initial = /^\p{Script=Han}$/u.test(character)
    ? (letters[marks.findLastIndex((mark) => collator.compare(mark, character) <= 0)] ?? '')
    : '';
  known.set(character, initial);
  return initial;
}
