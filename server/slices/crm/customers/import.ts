/** Customers from a table: the number with its extension makes them the same, whoever is there is updated, never given to another unless that is asked for. */
import { sql, type RawBuilder } from 'kysely';
import { customerLimits } from '@bahu/contract/customers.ts';
import type { ImportChoices } from '@bahu/contract/imports.ts';
import {
  isFault,
  phoneFault,
  plainWord,
  readChoice,
  readEmail,
  readLine,
  readText,
  wordsOf,
  type Checked,
  type Fault,
} from '@bahu/domain/imports/cells.ts';
import { isNumberFault, nationalForm, readCell, type Home, type NumberFault } from '@bahu/domain/numbers/dial.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Range } from '../../../kernel/ownership/range.ts';
import {
  field,
  type Actor,
  type Applied,
  type Batch,
  type CheckedRow,
  type ImportSpec,
  type RowChecker,
  type Undone,
} from '../../platform/imports/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { isChangedByImport, isReachedByImport } from './scope.ts';

const fields = [
  field(
    'name',
    '姓名',
    'Name',
    [
      '客户姓名',
      '客户名称',
      '名称',
      '联系人',
      '客戶姓名',
      '客戶名稱',
      '聯絡人',
      'customer',
      'customer name',
      'full name',
      'contact',
    ],
    true,
  ),
  field(
    'phone',
    '电话',
    'Phone',
    [
      '手机',
      '手机号',
      '手机号码',
      '电话号码',
      '联系电话',
      '号码',
      '電話',
      '手機',
      '手機號碼',
      '電話號碼',
      '聯絡電話',
      'phone number',
      'mobile',
      'tel',
      'telephone',
      'cell',
    ],
    true,
  ),
  field('company', '公司', 'Company', [
    '公司名称',
    '单位',
    '企业',
    '企业名称',
    '公司名稱',
    '單位',
    'organization',
    'organisation',
  ]),
  field('title', '称谓', 'Title', ['性别', '称呼', '稱謂', '性別', 'salutation', 'gender']),
  field('stage', '阶段', 'Stage', ['客户阶段', '客户状态', '跟进阶段', '階段', 'status']),
  field('email', '邮箱', 'E-mail', ['电子邮箱', '邮件', '電子郵件', '信箱', 'mail']),
  field('address', '地址', 'Address', ['联系地址', '详细地址', '聯絡地址']),
  field('note', '备注', 'Note', ['说明', '備註', 'remark', 'remarks', 'notes', 'comment']),
  field('owner', '归属坐席', 'Owner', [
    '坐席',
    '负责人',
    '所属坐席',
    '跟进人',
    '业务员',
    '負責人',
    '業務員',
    'agent',
    'assigned to',
  ]),
];
const [titleWords, stageWords] = [
  wordsOf({
    '': ['未填', '不详', '未知'],
    mr: ['先生', '男', '男士', 'mr.', 'male', 'm'],
    ms: ['女士', '小姐', '女', 'ms.', 'mrs', 'mrs.', 'female', 'f'],
  }),
  wordsOf({
    '': ['未定', 'not set', '未分类'],
    lead: ['初次联系', 'first contact', '线索', '潜在', '潜在客户', '新线索'],
    contacted: ['需求确认', 'needs clear', '已联系', '初步接触'],
    interested: ['意向明确', '有意向', '意向', '意向客户'],
    negotiating: ['方案报价', 'offer made', '洽谈中', '谈判', '商务谈判', '谈判中'],
    won: ['成交', '已成交', '赢单'],
    lost: ['暂缓', 'on ice', '流失', '已流失', '输单', '失败'],
  }),
];

/** Order of a row's data; its key is the number, and the extension behind it after a semicolon. */
const columns = ['name', 'company', 'title', 'stage', 'email', 'address', 'note', 'phoneExtension'] as const;
/** Those that an import changes of a customer who is there: the number and its extension are what found them. */
const changing = columns.slice(0, -1);
const [ownerIndex, initialsIndex, besideIndex] = [columns.length + 1, columns.length + 2, columns.length + 3];

async function openChecker(tx: Tx, { principal }: Actor, choices: Readonly<ImportChoices>): Promise<RowChecker> {
  const home = await homeOf(tx, principal.tenantId);
  const agents = await agentsByWord(tx, rangeOf(principal, 'customer.import'));
  return ([
    name = '',
    phone = '',
    company = '',
    title = '',
    stage = '',
    email = '',
    address = '',
    note = '',
    owner = '',
  ]) => {
    const faults: { field: number; fault: Fault }[] = [];
    const take = (index: number, checked: Checked<string>): string => {
      if (!isFault(checked)) return checked.value;
      faults.push({ field: index, fault: checked });
      return '';
    };
    const line = readPhone(phone, home, choices['lost-zero'] === 'add');
    faults.push(...line.faults);
    const named = take(
      0,
      name.trim() === '' ? { reason: 'required', params: {} } : readLine(name, customerLimits.name),
    );
    const data = [
      named,
      take(2, readLine(company, customerLimits.company)),
      take(3, title.trim() === '' ? { value: '' } : readChoice(title, titleWords)),
      take(4, stage.trim() === '' ? { value: '' } : readChoice(stage, stageWords)),
      take(5, readEmail(email, customerLimits.email)),
      take(6, readLine(address, customerLimits.address)),
      take(7, readText(note, customerLimits.note - (line.beside ? line.beside.length + 1 : 0))),
      line.keys,
      take(8, owner.trim() === '' ? { value: '' } : agentOf(agents, owner)),
      initialsOf(named),
      line.beside,
    ];
    return { key: line.number + (line.keys && `;${line.keys}`), data, faults, remarks: line.remarks, asks: line.asks };
  };
}

interface Line extends Pick<CheckedRow, 'faults'> {
  number: string;
  keys: string;
  /** Further numbers and remarks of the cell, which go into the note. */
  beside: string;
  remarks: NonNullable<CheckedRow['remarks']>;
  asks: NonNullable<CheckedRow['asks']>;
}

/** The cell of the telephone: the first number is the customer's, its extension goes with it, everything else is kept in the note. */
function readPhone(cell: string, home: Home, addsZero: boolean): Line {
  const none = { number: '', keys: '', beside: '', faults: [], remarks: [], asks: [] };
  const plain = readCell(cell, home);
  const isZeroLost = isNumberFault(plain) && plain.fault === 'leading-zero-lost';
  const read = isZeroLost && addsZero ? readCell(cell, home, { addsZero }) : plain;
  const asks = isZeroLost ? (['lost-zero'] as const) : [];
  if (isNumberFault(read)) return { ...none, asks, faults: [{ field: 1, fault: faultOf(read) }] };
  const numbers = read.further.map(({ number, keys }) => nationalForm(number) + (keys && `转${keys}`));
  return {
    number: read.number,
    keys: read.keys,
    beside: [...numbers, ...read.unread, read.remark].filter(Boolean).join('\n'),
    faults: [],
    asks,
    remarks: read.unread.map((text) => ({ field: 1, fault: { reason: 'phone-extension', params: { text } } })),
  };
}

const faultOf = (read: NumberFault): Fault =>
  read.fault === 'empty' ? { reason: 'required', params: {} } : phoneFault(read);

const agentOf = (agents: ReadonlyMap<string, string | null>, typed: string): Checked<string> => {
  const id = agents.get(plainWord(typed));
  return id ? { value: id } : { reason: 'unknown-agent', params: {} };
};

/** Agents by extension and by name within the importer's range; a name that two bear names nobody. */
async function agentsByWord(tx: Tx, range: Range): Promise<Map<string, string | null>> {
  const found = tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.userId'))
    .select(['a.id', 'a.extension', 'u.name'])
    .where(condition(assignees, range));
  const byWord = new Map<string, string | null>();
  const rows = await found.execute();
  for (const { id, name } of rows) byWord.set(plainWord(name), byWord.has(plainWord(name)) ? null : id);
  for (const { id, extension } of rows) byWord.set(extension, id);
  return byWord;
}

/** Agents to whom one may give customers, as `a` with their users as `u`. */
const assignees = { by: 'agentId', owner: 'a.id', department: 'u.departmentId' } as const;

/** Whether the importer may give customers to the agent of row `n`, now that it is written: a scope may have become narrower since the check. */
function mayAssign(principal: Principal) {
  const range = rangeOf(principal, 'customer.import');
  return range.isAll
    ? sql`true`
    : sql`(n.owner is null or exists (
        select from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
        where a.id = n.owner and ${condition(assignees, range)}))`;
}

const [keyNumber, keyExtension] = [sql`split_part(r.key, ';', 1)`, sql`split_part(r.key, ';', 2)`];
const staged = (batch: Batch, state: string) => sql`
  select r.line, r.record_id, ${keyNumber} as phone, string_to_array(r.data, chr(31)) as d from import_rows r
  where r.import_id = ${batch.importId} and r.line > ${batch.from} and r.line <= ${batch.to} and r.state = ${state}`;

/** Who gets a row that names nobody: these agents in turn, counted over the whole import. */
const inTurn = (batch: Batch) =>
  batch.assignTo?.length
    ? sql`(${[...batch.assignTo]}::uuid[])[(1 + (${batch.assigned}::int + row_number() over (partition by (d[${ownerIndex}::int] = '') order by line) - 1) % ${batch.assignTo.length}::int)::int]`
    : sql`null::uuid`;
const ownerOf = (batch: Batch) =>
  sql`case when d[${ownerIndex}::int] <> '' then d[${ownerIndex}::int]::uuid else ${inTurn(batch)} end`;
const departmentOf = sql`(select u.department_id from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id where a.id = n.owner)`;

/** A note with the lines that stood beside the number below it, those that it does not have yet. */
const noted = (note: RawBuilder<unknown>) => sql`concat_ws(chr(10), nullif(${note}, ''), (
  select string_agg(line, chr(10) order by i) from unnest(string_to_array(d[${besideIndex}::int], chr(10))) with ordinality as beside (line, i)
  where line <> all (string_to_array(${note}, chr(10)))))`;

async function create(tx: Tx, { principal }: Actor, batch: Batch): Promise<Applied> {
  const { rows } = await sql<{ created: number; seen: number; turns: number }>`
    with n as (select line, record_id, phone, d, ${ownerOf(batch)} as owner from (${staged(batch, 'new')}) s),
    written as (
      insert into customers (tenant_id, id, name, phone, company, title, stage, email, address, note, phone_extension, owner_id, department_id, name_initials)
      select ${principal.tenantId}, record_id, d[1], phone, d[2], d[3], d[4], d[5], d[6], ${noted(sql`d[7]`)}, d[8], owner, ${departmentOf}, d[${initialsIndex}::int] from n where ${mayAssign(principal)}
        and not exists (select from customer_numbers o where o.number = n.phone and o.extension = n.d[8] and not o.is_duplicate) order by line
      on conflict (tenant_id, phone, phone_extension) where not is_duplicate do nothing returning 1)
    select (select count(*) from written) as created, (select count(*) from n) as seen, (select count(*) from n where d[${ownerIndex}::int] = '') as turns`.execute(
    tx,
  );
  const { created, seen, turns } = rows[0]!;
  return { created, updated: 0, skipped: seen - created, assigned: turns };
}

/**
 * Empty cells leave what is there. What was there before is kept, for taking the import back. A customer who went out of the importer's reach
 * since the file was checked is left alone.
 */
async function update(tx: Tx, { principal }: Actor, batch: Batch): Promise<Applied> {
  const isAssigning = batch.onExisting === 'update-and-assign';
  const { rows } = await sql<{ updated: number; seen: number; turns: number }>`
    with n as (select line, record_id, d, ${isAssigning ? ownerOf(batch) : sql`null::uuid`} as owner from (${staged(batch, 'update')}) s),
    noted as (
      insert into import_changes (tenant_id, import_id, line, record_id, before, version)
      select ${principal.tenantId}, ${batch.importId}, n.line, c.id, to_jsonb(c) - 'name_grams', c.version + 1 from n join customers c on c.id = n.record_id and ${isChangedByImport(principal)} where ${mayAssign(principal)}),
    written as (
      update customers c set version = c.version + 1, updated_at = now(), name_initials = coalesce(nullif(n.d[${initialsIndex}::int], ''), c.name_initials),
        ${sql.join(changing.map((name, i) => sql`${sql.ref(name)} = ${written(name, sql`coalesce(nullif(n.d[${i + 1}::int], ''), ${sql.ref(`c.${name}`)})`)}`))}
        ${isAssigning ? assignment(batch) : sql``}
      from n where c.id = n.record_id and ${isChangedByImport(principal)} and ${mayAssign(principal)} returning 1)
    select (select count(*) from written) as updated, (select count(*) from n) as seen, (select count(*) from n where d[${ownerIndex}::int] = '') as turns`.execute(
    tx,
  );
  const { updated, seen, turns } = rows[0]!;
  return { created: 0, updated, skipped: seen - updated, assigned: isAssigning ? turns : 0 };
}

const written = (name: string, value: RawBuilder<unknown>) => (name === 'note' ? noted(value) : value);

/** The public pool was chosen when the list of agents is empty; without a list a row that names nobody leaves the owner. */
const assignment = (batch: Batch) =>
  batch.assignTo === null
    ? sql`, owner_id = coalesce(n.owner, c.owner_id), department_id = case when n.owner is null then c.department_id else ${departmentOf} end`
    : sql`, owner_id = n.owner, department_id = ${departmentOf}`;

async function apply(tx: Tx, actor: Actor, batch: Batch): Promise<Applied> {
  const created = await create(tx, actor, batch);
  const updated = await update(tx, actor, { ...batch, assigned: batch.assigned + created.assigned });
  return {
    created: created.created,
    updated: updated.updated,
    skipped: created.skipped + updated.skipped,
    assigned: created.assigned + updated.assigned,
  };
}

/** A customer with a call or a follow-up, whom somebody edited, or who went out of the importer's reach, stays. */
async function undo(tx: Tx, { principal }: Actor, batch: Batch): Promise<Undone> {
  const { rows } = await sql<{ removed: number; restored: number; seen: number }>`
    with removed as (
      delete from customers c using (${staged(batch, 'new')}) n where c.id = n.record_id and c.version = 1 and ${isReachedByImport(principal)}
        and not exists (select from follow_ups f where f.tenant_id = c.tenant_id and f.customer_id = c.id) and not exists (select from calls k where k.tenant_id = c.tenant_id and k.customer_id = c.id)
      returning 1),
    before as (
      select h.record_id, h.version, r.* from import_changes h, jsonb_to_record(h.before) as r (name text, company text, title text, stage text, email text, address text, note text, phone_extension text, owner_id uuid, department_id uuid, name_initials text)
      where h.import_id = ${batch.importId} and h.line > ${batch.from} and h.line <= ${batch.to}),
    restored as (
      update customers c set version = c.version + 1, updated_at = now(), owner_id = b.owner_id, department_id = b.department_id, name_initials = b.name_initials,
        ${sql.join(changing.map((name) => sql`${sql.ref(name)} = ${sql.ref(`b.${name}`)}`))}
      from before b where c.id = b.record_id and c.version = b.version and ${isChangedByImport(principal)} returning 1)
    select (select count(*) from removed) as removed, (select count(*) from restored) as restored,
      (select count(*) from (${staged(batch, 'new')}) n join customers c on c.id = n.record_id) + (select count(*) from before) as seen`.execute(
    tx,
  );
  const { removed, restored, seen } = rows[0]!;
  return { removed, restored, kept: seen - removed - restored };
}

export const customersImport: ImportSpec = {
  kind: 'customers',
  fields,
  keyField: 1,
  changesOnly: false,
  batchRows: 5000,
  openChecker,
  apply,
  undo,
  // The parts of a key stand as columns before they are compared: under row-level security no index answers what a function makes of another row.
  existing: ({ principal }, keys) => sql`
    select k.key, found.id, found.is_open
    from (select r.key, ${keyNumber} as phone, ${keyExtension} as phone_extension from (${keys}) r offset 0) k
    cross join lateral (
      select c.id, ${isChangedByImport(principal)} as is_open from customer_numbers n join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
      where n.number = k.phone and n.extension = k.phone_extension and not n.is_duplicate limit 1) found`,
};
