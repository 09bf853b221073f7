/** Files of the invented company, made here: a quotation as PDF, the plan of an office as PNG. Each is the same whenever it is made. */
import { crc32, deflateSync } from 'node:zlib';

/** As text of the Adobe-GB1 collection, which readers have without the font being in the file. */
const ucs2 = (text: string): string => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

interface Line {
  text: string;
  /** Points from the left and the lower edge of an A4 page. */
  x: number;
  y: number;
  size: number;
}

/** A PDF of one page with these lines of text, and rules at these heights. */
function pdfOf(lines: readonly Line[], rules: readonly number[]): Buffer {
  const texts = lines.map(({ text, x, y, size }) => `BT /F1 ${size} Tf ${x} ${y} Td ${ucs2(text)} Tj ET`);
  const strokes = rules.map((y) => `0.6 w 60 ${y} m 535 ${y} l S`);
  const content = [...strokes, ...texts].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, 'latin1');
}

const goods = [
  ['专业版坐席授权', 12, 980],
  ['话务耳机', 12, 260],
  ['上门培训（天）', 2, 1800],
] as const;

/** What the company offers a customer. */
export function quotation(customer: string, day: string): Buffer {
  const yuan = (amount: number): string => amount.toLocaleString('en-US', { minimumFractionDigits: 2 });
  const columns = (y: number, cells: readonly string[]): Line[] =>
    cells.map((text, index) => ({ text, x: [60, 300, 360, 450][index]!, y, size: 11 }));
  const rows = goods.flatMap(([name, count, price], index) =>
    columns(640 - index * 24, [name, String(count), yuan(price), yuan(count * price)]),
  );
  const total = goods.reduce((sum, [, count, price]) => sum + count * price, 0);
  const lines: Line[] = [
    { text: '报价单', x: 260, y: 770, size: 22 },
    { text: `客户：${customer}`, x: 60, y: 730, size: 11 },
    { text: `日期：${day}　有效期 30 天`, x: 60, y: 710, size: 11 },
    ...columns(670, ['项目', '数量', '单价（元）', '金额（元）']),
    ...rows,
    { text: `合计：${yuan(total)} 元`, x: 400, y: 545, size: 12 },
    { text: '八百呼演示企业', x: 60, y: 490, size: 11 },
  ];
  return pdfOf(lines, [690, 660, 570]);
}

type Colour = readonly [number, number, number];
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: Colour;
}

/** A PNG of boxes over each other; its width and height in pixels. */
function pngOf(width: number, height: number, boxes: readonly Box[]): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    const over = boxes.filter((box) => y >= box.y && y < box.y + box.height);
    for (let x = 0; x < width; x += 1) {
      const top = over.findLast((box) => x >= box.x && x < box.x + box.width);
      rows.set(top?.colour ?? [255, 255, 255], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const [wall, floor, desk, screen, plant]: readonly Colour[] = [
  [71, 85, 105],
  [241, 245, 249],
  [203, 213, 225],
  [59, 130, 246],
  [34, 197, 94],
];

/** Twelve desks of a call centre, seen from above. */
export function officePlan(): Buffer {
  const [width, height] = [640, 400];
  const desks = Array.from({ length: 12 }, (_, i): Box[] => {
    const [x, y] = [60 + (i % 6) * 90, i < 6 ? 70 : 250];
    return [
      { x, y, width: 70, height: 50, colour: desk! },
      { x: x + 20, y: i < 6 ? y + 6 : y + 38, width: 30, height: 6, colour: screen! },
    ];
  });
  const corners = [30, 580].map((x): Box => ({ x, y: 176, width: 24, height: 24, colour: plant! }));
  return pngOf(width, height, [
    { x: 10, y: 10, width: width - 20, height: height - 20, colour: wall! },
    { x: 18, y: 18, width: width - 36, height: height - 36, colour: floor! },
    ...desks.flat(),
    ...corners,
    { x: 290, y: height - 18, width: 60, height: 8, colour: floor! },
  ]);
}
