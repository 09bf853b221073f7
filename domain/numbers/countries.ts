/**
 * The country codes in use and how long the numbers behind them are (without the country code): ITU-T E.164 with its list of assigned codes
 * (annex to the Operational Bulletin) and the national plans filed under E.129. Where a plan is open, the bounds are wide.
 */
const plans = `
1:10 7:10 20:8-10 27:9 30:10-12 31:9-11 32:8-9 33:9 34:9 36:8-9 39:6-12 40:9 41:9-12 43:4-13 44:7-10 45:8 46:7-12 47:5-8 48:9 49:4-13
51:8-9 52:10 53:6-10 54:10-11 55:10-11 56:9-11 57:8-11 58:10 60:8-10 61:9 62:7-13 63:8-13 64:8-10 65:8 66:8-10 81:9-10 82:8-10 84:8-10 86:5-12
90:10 91:10 92:9-10 93:9 94:9 95:7-10 98:10 211:9 212:9 213:8-9 216:8 218:9 220:7-9 221:9 222:8 223:8 224:8-9 225:10 226:8 227:8 228:8 229:10
230:7-10 231:7-9 232:8 233:9 234:10-12 235:8 236:8 237:9 238:7 239:7 240:9 241:7-8 242:9 243:7-10 244:9 245:7-9 246:7 247:5-6 248:7 249:9 250:8-9
251:9 252:6-9 253:8 254:7-10 255:9 256:9 257:8 258:8-9 260:9 261:9 262:9 263:7-10 264:8-9 265:7-9 266:8 267:7-10 268:8-9 269:7 290:4-5 291:7
297:7 298:6 299:6 350:8 351:9 352:4-11 353:7-10 354:7-9 355:6-9 356:8 357:8 358:5-12 359:6-12 370:8 371:8 372:7-10 373:8 374:8 375:6-11 376:6-9
377:8-9 378:8-10 380:9-10 381:6-12 382:8-9 383:8-12 385:7-9 386:5-8 387:8-9 389:8 420:9-12 421:6-9 423:7-9 500:5 501:7 502:8 503:7-8 504:8 505:8
506:8-10 507:7-8 508:6-9 509:8 590:9 591:8-9 592:7 593:8-9 594:9 595:6-11 596:9 597:6-7 598:7-12 599:7-8 670:7-8 672:6 673:7 674:7 675:7-8
676:5-7 677:5-7 678:5-7 679:7 680:7 681:6-9 682:5 683:4-7 685:5-10 686:5-8 687:6 688:5-7 689:6-9 690:4-7 691:7 692:7 800:8 808:8 850:8-10 852:8
853:8 855:8-10 856:8-10 870:9-12 878:12 880:6-10 881:9-10 882:7-12 883:8-12 886:8-10 888:11 960:7-10 961:7-8 962:8-9 963:8-9 964:8-10 965:7-8
966:9-10 967:7-9 968:7-9 970:8-10 971:8-12 972:8-12 973:8 974:7-11 975:7-8 976:8-10 977:8-11 979:9 992:9 993:8 994:9 995:9 996:9-10 998:9`;

const lengths = new Map(
  plans
    .trim()
    .split(/\s+/)
    .map((plan): [string, { least: number; most: number }] => {
      const [code = '', least = '', most = least] = plan.split(/[:-]/);
      return [code, { least: Number(least), most: Number(most) }];
    }),
);

/** How many digits follow a country code, or undefined when no country has it. */
export const lengthsOf = (countryCode: string): { least: number; most: number } | undefined => lengths.get(countryCode);

/** The country code that digits in international form begin with; no code is the beginning of another. */
export const countryCodeOf = (digits: string): string | undefined =>
  [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => lengths.has(code));

/** What is dialled before a number of another country and before one of another area, by where one is (ITU-T E.123, national plans). */
export interface Prefixes {
  international: string;
  trunk: string;
}
const standard: Prefixes = { international: '00', trunk: '0' };
const withoutTrunk: Prefixes = { international: '00', trunk: '' };
const prefixes: Readonly<Record<string, Prefixes>> = {
  1: { international: '011', trunk: '1' },
  7: { international: '810', trunk: '8' },
  36: { international: '00', trunk: '06' },
  61: { international: '0011', trunk: '0' },
  65: { international: '000', trunk: '' },
  81: { international: '010', trunk: '0' },
  852: { international: '001', trunk: '' },
  886: { international: '002', trunk: '0' },
  ...Object.fromEntries(
    ['30', '34', '39', '45', '47', '48', '351', '352', '356', '357', '420', '853', '965', '968', '973', '974'].map(
      (code) => [code, withoutTrunk],
    ),
  ),
};
/** The prefixes dialled in a country; `00` and `0` where nothing else is known. */
export const prefixesOf = (countryCode: string): Prefixes => prefixes[countryCode] ?? standard;

/** Countries whose numbers never begin with the 0 that people at home dial first, so that one after the country code is that one. */
const withoutZero = new Set([
  '20',
  '27',
  '31',
  '32',
  '33',
  '41',
  '43',
  '44',
  '46',
  '49',
  '60',
  '61',
  '62',
  '63',
  '64',
  '66',
  '81',
  '82',
  '84',
  '86',
  '90',
  '91',
  '92',
  '94',
  '353',
  '380',
  '880',
  '886',
  '966',
  '971',
  '972',
]);
/** Whether a 0 after the country code is the one that people at home dial first. */
export const dropsZero = (countryCode: string): boolean => withoutZero.has(countryCode);
