/** Hundreds of people more in the demo company: as many as nobody wants to load to open a list. */
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import type { BackOffice } from './back-office.ts';

const [families, givens] = [
  '赵钱孙李周吴郑王冯陈',
  '一二三四五六七八九十甲乙丙丁戊己庚辛壬癸天地玄黄宇宙洪荒日月盈昃辰宿列张',
];

export interface Somebody {
  id: string;
  name: string;
  extension: string;
}

/** Agents with the extensions 400 to 799, who differ by name; the last one is 祝融山. In the order of their extensions. */
export async function hirePeople({ sql }: BackOffice): Promise<Somebody[]> {
  const people = Array.from({ length: 400 }, (_, i): Somebody => ({
    id: newId(),
    extension: String(400 + i),
    name: i === 399 ? '祝融山' : `${families[i % 10]!}${givens[Math.floor(i / 10)]!}`,
  }));
  const columns = [
    people.map(({ id }) => id),
    people.map(({ name }) => name),
    people.map(({ name }) => initialsOf(name)),
    people.map(({ extension }) => extension),
  ];
  await sql(
    `with made as (
       insert into users (tenant_id, id, role_id, name, name_initials, password_hash)
       select t.id, p.id, r.id, p.name, p.initials, 'none'
       from tenants t join roles r on r.tenant_id = t.id and r.code = 'agent',
         unnest($1::uuid[], $2::text[], $3::text[]) as p (id, name, initials)
       where t.code = '100001' returning tenant_id, id)
     insert into agents (tenant_id, id, extension)
     select made.tenant_id, made.id, p.extension from made join unnest($1::uuid[], $4::text[]) as p (id, extension) on p.id = made.id`,
    columns,
  );
  return people;
}
