/** Rows for every oddity, stated by hand in the notation of `test-forms.ts`. */
import type { Form } from './test-forms.ts';

/** A text that is no number to anybody: the fault, and the digits that a search looks for. */
const none = (text: string, fault: string, search: string | null = null): Form => ({ text, dial: `!${fault}`, cell: `!${fault}`, carrier: null, search });
/** A text that is one number wherever it stands. */
const one = (text: string, number: string): Form => ({ text, dial: number, cell: number, carrier: number, search: number.replace(/^\+86|^\+/, '') });
/** What only people write. */
const written = (text: string, dial: string, search: string | null, cell = dial): Form => ({ text, dial, cell, carrier: null, search });
const several = (text: string, cell: string, search: string | null = null): Form => written(text, '!several-numbers', search, cell);

export const oddities: readonly Form[] = [
  // 86 and then another country would pass the international bar as a call at home.
  none('00860 1 212 5550113', 'foreign-after-86'), none('+860012125550113', 'foreign-after-86', '86012125550113'), none('008600085221230812', 'foreign-after-86'),
  none('+86 00 852 21230812', 'foreign-after-86', '86085221230812'), none('0086 011 44 20 79460000', 'foreign-after-86'),
  // One way round: a carrier's prefix before another country is that country.
  { ...one('17951 00852 21230812', '+85221230812'), search: '85221230812' }, { ...one('17909 001 212 555 0113', '+12125550113'), search: '12125550113' },
  // Other countries.
  one('00852 21230812', '+85221230812'), one('+852 2123 0812', '+85221230812'), one('＋８５２２１２３０８１２', '+85221230812'), one('00853-2855-0001', '+85328550001'), one('+886 2 2345 6789', '+886223456789'),
  one('+1 (212) 555-0113', '+12125550113'), one('+1 212.555.0113', '+12125550113'), one('001 212 555 0113', '+12125550113'), one('+44 (0)20 7946 0000', '+442079460000'), one('+44 020 7946 0000', '+442079460000'),
  one('0044 20 7946 0000', '+442079460000'), none('+44 00 7946 0000', 'not-in-plan number=440079460000', '440079460000'), one('+49 30 1234567', '+49301234567'), one('+49 (0)30 1234567', '+49301234567'), one('+81 3-1234-5678', '+81312345678'), one('+81 03-1234-5678', '+81312345678'),
  one('+39 06 1234 5678', '+390612345678'), one('+7 495 123-45-67', '+74951234567'), one('+65 6123 4567', '+6561234567'), one('+61 (0)2 9374 4000', '+61293744000'), one('+881612345678', '+881612345678'),
  one('+979123456789', '+979123456789'), one('00870 773 123456', '+870773123456'),
  none('+852 2123 081', 'too-short missing=1', '8522123081'), none('+852 2123 08123', 'too-long extra=1', '852212308123'), none('+1 212 555 011', 'too-short missing=1', '1212555011'), none('+1 212 555 01133', 'too-long extra=1', '121255501133'),
  none('+999 123 4567', 'unknown-country country=999', '9991234567'), none('+210 123 4567', 'unknown-country country=210', '2101234567'), none('00 999 123 4567', 'unknown-country country=999', '9991234567'),
  none('+86 26540921', 'not-in-plan number=26540921', '8626540921'), none('+86 254 0000 0926', 'too-long-for-area area=025 extra=1', '8625400000926'),
  written('+1 212 555 0113 x12', '+12125550113>12', '12125550113'), written('+1 212 555 0113-12', '+12125550113>12', '12125550113'), written('+852 2123 0812-12', '+85221230812>12', '85221230812'),
  // A country with numbers of any length: the dash belongs to the number.
  one('+49 30 1234567-12', '+4930123456712'),
  // URIs.
  one('tel:+86-154-0000-0777', '+8615400000777'), one('tel:15400000777', '+8615400000777'), one('tel://15400000777', '+8615400000777'), one('TEL:075526540805', '+8675526540805'), one('tel:15400000777;phone-context=+86', '+8615400000777'),
  one('tel:26540805;phone-context=+86755', '+8675526540805'), one('tel:15400000777;phone-context=carrier.example', '+8615400000777'), one('sip:+8615400000777@carrier.example;user=phone', '+8615400000777'),
  one('sip:15400000777@192.0.2.1:5060', '+8615400000777'), one('sips:%2B8615400000777@carrier.example', '+8615400000777'), one('<sip:+8615400000777@carrier.example>', '+8615400000777'), one('<tel:+8615400000777>', '+8615400000777'),
  one('sip:15400000777:secret@carrier.example', '+8615400000777'), one('sip:15400000777;npdi=yes@carrier.example', '+8615400000777'), one('callto:15400000777', '+8615400000777'),
  written('tel:+8675526540709;ext=8001', '+8675526540709>8001', '75526540709'), none('sip:alice@192.0.2.1', 'no-digits'), none('tel:', 'no-digits'), none('sip:%zz@x', 'characters character=%'),
  // A carrier's own ways.
  { ...none('75526540502', 'leading-zero-lost offered=0755-26540502', '75526540502'), carrier: '+8675526540502' }, { ...none('1065400503', 'leading-zero-lost offered=010-65400503', '1065400503'), carrier: '+861065400503' },
  { ...none('3123254071', 'leading-zero-lost offered=0312-3254071', '3123254071'), carrier: '+863123254071' },
  one('15400000777#', '+8615400000777'), { ...one('26540805#', '+8675526540805'), search: '26540805' }, one('95500#', '95500'),
  // Spoilt by a spreadsheet.
  none('1.54E+10', 'digits-lost'), none('1.54e10', 'digits-lost'), none('1.540000E+10', 'digits-lost'), none('7.55265E+10', 'digits-lost'), written('1.5400000501E+10', '+8615400000501', '15400000501'), written('1.5400000501e10', '+8615400000501', '15400000501'),
  written('15400000501.0', '+8615400000501', '15400000501'), written('15400000501.00', '+8615400000501', '15400000501'), written('075526540501.0', '+8675526540501', '75526540501'), written('26540501.0', '+8675526540501', '265405010'),
  none('7654321.0', 'too-short-for-area area=0755 missing=1', '76543210'), none('75526540502.0', 'leading-zero-lost offered=0755-26540502', '755265405020'), none('123.5', 'decimal', '1235'), none('15400000501.5', 'decimal', '154000005015'),
  written('15,400,000,501', '+8615400000501', '15400000501'), written('15,400,000,501.00', '+8615400000501', '15400000501'),
  written('="15400001001"', '+8615400001001', '15400001001'), written('=15400001002', '+8615400001002', '15400001002'), written("'15400001003", '+8615400001003', '15400001003'), written('`15400001005', '+8615400001005', '15400001005'),
  written('"15400001007"', '+8615400001007', '15400001007'), written('‘15400001008’', '+8615400001008', '15400001008'), written('="0755-26540805"', '+8675526540805', '75526540805'), none('=1+1', 'not-in-plan number=1'), none('=A1', 'not-in-plan number=1'),
  // Lengths, areas, kinds that cannot be called.
  none('1540000092', 'too-short missing=1', '1540000092'), none('154000009240', 'too-long extra=1', '154000009240'), none('+86 154 0000 077', 'too-short missing=1', '861540000077'), none('1540000', 'too-short missing=4', '1540000'),
  none('0154000007', 'too-short missing=2', '154000007'), none('2654080', 'too-short-for-area area=0755 missing=1', '2654080'), none('265408055', 'too-long-for-area area=0755 extra=1', '265408055'), none('0755-2654080', 'too-short-for-area area=0755 missing=1', '7552654080'),
  none('0755-265408055', 'too-long-for-area area=0755 extra=1', '755265408055'), none('0312-32540718', 'too-long-for-area area=0312 extra=1', '31232540718'), none('0312-325407', 'too-short-for-area area=0312 missing=1', '312325407'),
  none('+86 755 2654080', 'too-short-for-area area=0755 missing=1', '867552654080'), none('0700-26540805', 'unknown-area area=0700', '70026540805'), none('026-26540805', 'unknown-area area=0262', '2626540805'), none('0755-16540805', 'not-in-plan number=16540805', '75516540805'),
  none('400000080', 'too-short missing=1', '400000080'), none('40000008000', 'too-long extra=1', '40000008000'), none('1440000000923', 'data-card', '1440000000923'), none('1064800000923', 'data-card', '1064800000923'), none('106900000000916', 'messages-only', '106900000000916'),
  none('10690000', 'messages-only', '10690000'), none('25400000926', 'not-in-plan number=25400000926', '25400000926'), none('17951', 'not-in-plan number=17951', '17951'), none('12593', 'not-in-plan number=12593', '12593'), none('10193', 'not-in-plan number=10193', '10193'),
  none('17951000000', 'not-in-plan number=17951000000', '17951000000'), none('179510012125', 'not-in-plan number=179510012125', '179510012125'), none('100', 'not-in-plan number=100', '100'),
  none('12', 'not-in-plan number=12', '12'), none('0', 'unknown-area area=0', '0'), none('00', 'not-in-plan number=', '00'), none('000', 'not-in-plan number=0', '000'),
  // Characters that belong to no number, and texts that mean to do harm.
  none('', 'empty'), none('   ', 'empty'), none('\u200b\u200e', 'empty'), none('""', 'empty'), none('abc', 'no-digits'), none('无', 'no-digits'), none('-', 'no-digits'), none('+', 'characters character=+'), none('154****0777', 'characters character=*'),
  none('#31#15400000777', 'characters character=#'), none('*67 15400000777', 'characters character=*'), none('**21*15400000777#', 'characters character=*'), none('1540000O777', 'characters character=O'), none('l5400000777', 'characters character=l'),
  none('500&PJSIP/trunk/9001900', 'characters character=&'), none('15400000777&15400000778', 'characters character=&'), none('139;transport=tcp', 'characters character=='), none('15400000777;transport=tcp', 'characters character=='),
  none('<b>15400000777</b>', 'characters character=<'), none('${SHELL(id)}', 'characters character=$'), none('15400000777\u0000', 'characters character=\u0000'), none('١٥٤٠٠٠٠٠٧٧٧', 'characters character=١'), none('154+00000777', 'too-short missing=8'),
  none('9'.repeat(201), 'too-much-text'),
  // Keys after a dash, and what only looks like them. To a carrier a dash means nothing.
  written('0312-3254071-8', '+863123254071>8', '3123254071'), written('0312-3254071-88', '+863123254071>88', '3123254071'), written('0755-26540710-8', '+8675526540710>8', '75526540710'),
  { ...written('0433-3254071-8', '+864333254071>8', '4333254071'), carrier: '+8643332540718' }, { ...written('95500-8', '95500>8', '95500'), carrier: '955008' }, written('95500转8', '95500>8', '95500'),
  written('12345-1', '12345>1', '12345'), written('400-000-0911-1', '+864000000911>1', '4000000911'), written('26540709转8001#', '+8675526540709>8001#', null), written('26540709#8001', '+8675526540709>8001', null),
  written('0755-26540709 转 1 2', '+8675526540709>12', '75526540709'),
  // 86 may be the country or the beginning of a local number: what stands apart decides, and what does not is refused.
  { ...written('86312325-4071', '+8675586312325>4071', '3123254071'), carrier: '+863123254071' }, one('863123254071', '+863123254071'), one('864000000800', '+864000000800'),
  { ...none('86400-000-0800', 'extension text=86400-000-0800', '4000000800'), carrier: '+864000000800' }, { ...none('95500 8', 'extension text=95500 8', '955008'), carrier: '955008' },
  none('0755-26540709转123456789', 'extension text=123456789'), several('15400000713转15400000714', '+8615400000713;+8615400000714'), written('0755-26540709/10', '!extension text=10', null, '+8675526540709?10'),
  written('0755-26540709转8001/8002', '!extension text=8002', null, '+8675526540709>8001?8002'), written('15400000701/1540000070', '!extension text=1540000070', null, '+8615400000701?1540000070'),
  none('1540000070/15400000702', 'too-short missing=1'),
  // Several numbers, and one twice.
  several('15400000707 15400000708', '+8615400000707;+8615400000708'), several('0755 26540709 0755 26540710', '+8675526540709;+8675526540710'), several('26540709 26540710', '+8675526540709;+8675526540710'), several('15400000701-15400000702', '+8615400000701;+8615400000702'),
  several('15400000701 15400000702 15400000703', '+8615400000701;+8615400000702;+8615400000703'), several('110,119,120', '110;119;120'), several('0755-26540709转8001/15400000701', '+8675526540709>8001;+8615400000701'), several('15400000701/0755-26540709-8001', '+8615400000701;+8675526540709>8001'),
  written('15400000777/154 0000 0777', '+8615400000777', '15400000777'), written('0755/26540714', '+8675526540714', '75526540714'), several('(0755)26540709/26540710', '+8675526540709;+8675526540710'),
  several('电话1：15400000701 电话2：15400000702', '+8615400000701;+8615400000702'), several('家：15400000701 公司：0755-26540709转8001', '+8615400000701;+8675526540709>8001|家: 公司:'), several('15400000701(王)、15400000702(李)', '+8615400000701;+8615400000702|王 李'),
  // Words beside the number.
  written('15400000715(本人)', '+8615400000715', '15400000715', '+8615400000715|本人'), written('（本人）15400000715', '+8615400000715', '15400000715', '+8615400000715|本人'), written('张三15400000715', '+8615400000715', '15400000715', '+8615400000715|张三'),
  written('15400000715 王先生', '+8615400000715', '15400000715', '+8615400000715|王先生'), written('15400000715(2楼前台)', '+8615400000715', '15400000715', '+8615400000715|2楼前台'), written('手机：15400000715', '+8615400000715', '15400000715'),
  written('手机号码 15400000715', '+8615400000715', '15400000715'), one('Tel: 0755-26540714', '+8675526540714'), written('T.0755-26540714', '+8675526540714', '75526540714'), one('☎ 0755-26540714', '+8675526540714'), one('📞15400000715', '+8615400000715'),
  one('℡0755-26540714', '+8675526540714'), written('15400000715 ok', '+8615400000715', '15400000715', '+8615400000715|ok'),
];
