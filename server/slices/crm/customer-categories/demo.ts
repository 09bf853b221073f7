/** The categories of the demo company. */
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { DemoCompany } from '../../server-slice.ts';
import { insertCategory } from './store.ts';

interface Branch {
  readonly name: string;
  readonly below?: readonly Branch[];
}

const branches: readonly Branch[] = [
  { name: '意向客户', below: [{ name: '高意向' }, { name: '一般意向' }, { name: '待培育' }] },
  { name: '成交客户', below: [{ name: '大客户' }, { name: '普通客户' }, { name: '待续约' }] },
  { name: '售后服务', below: [{ name: '安装调试' }, { name: '维修保养' }, { name: '投诉处理' }] },
  { name: '渠道伙伴' },
];

export async function demoCategories(tx: Tx, { tenantId }: DemoCompany): Promise<void> {
  const lay = async (among: readonly Branch[], parentId: string | null, above: string): Promise<void> => {
    for (const [position, { name, below = [] }] of among.entries()) {
      const id = newId();
      const path = `${above}${id}/`;
      await insertCategory(tx, { tenantId, id, parentId, name, path, position });
      await lay(below, id, path);
    }
  };
  await lay(branches, null, '');
}
