/** The invented world of the demo tenant. Mobile numbers begin with 154, which no Chinese carrier has. */
import type { RoleCode } from '@bahu/contract/permissions.ts';

export interface DemoUser {
  extension: string;
  name: string;
  loginName: string;
  role: RoleCode;
  department: 'centre' | 'sales' | 'support';
}

export const users: readonly DemoUser[] = [
  { extension: '800', name: '周明远', loginName: 'admin', role: 'administrator', department: 'centre' },
  { extension: '801', name: '沈佳宁', loginName: 'shen', role: 'supervisor', department: 'centre' },
  { extension: '802', name: '林晓雨', loginName: 'lin', role: 'agent', department: 'sales' },
  { extension: '803', name: '何子涵', loginName: 'he', role: 'agent', department: 'sales' },
  { extension: '804', name: '罗文博', loginName: 'luo', role: 'agent', department: 'sales' },
  { extension: '805', name: '唐雅静', loginName: 'tang', role: 'agent', department: 'support' },
  { extension: '806', name: '邓凯', loginName: 'deng', role: 'agent', department: 'support' },
  { extension: '807', name: '许清扬', loginName: 'xu', role: 'leader', department: 'sales' },
  { extension: '808', name: '蒋思敏', loginName: 'jiang', role: 'inspector', department: 'centre' },
];

/** Each with its head; the people of a department answer to the head, who answers to the head of the department above. */
export const departments = [
  { key: 'centre', name: '客服中心', parent: null, head: '801' },
  { key: 'sales', name: '售前组', parent: 'centre', head: '807' },
  { key: 'support', name: '售后组', parent: 'centre', head: '801' },
] as const;

export const agentGroups = [
  { name: '电销一组', ordering: 'sequential', members: ['802', '803', '804'] },
  { name: '电销二组', ordering: 'round-robin', members: ['805', '806'] },
] as const;

/** Numbers of the demo tenant on the simulated carrier, as callers dial them after +86. */
export const didNumbers = ['4000000800', '4000000801'] as const;

const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '胡',
  '朱',
  '高',
  '欧阳',
  '司马',
];
const givenNames = [
  '建国',
  '秀英',
  '海燕',
  '志强',
  '思远',
  '雨桐',
  '明',
  '静怡',
  '浩然',
  '春梅',
  '子轩',
  '丽',
  '俊杰',
  '晓东',
  '婷婷',
  '国栋',
  '梓萱',
  '伟',
];
const cities = [
  { name: '深圳', street: '南山区科苑路' },
  { name: '上海', street: '徐汇区漕溪路' },
  { name: '成都', street: '高新区天府大道' },
  { name: '杭州', street: '西湖区文三路' },
  { name: '武汉', street: '洪山区珞喻路' },
  { name: '西安', street: '雁塔区科技路' },
];
const trades = [
  '云帆贸易',
  '青禾农业',
  '启明教育',
  '远山物流',
  '蓝湖装饰',
  '恒信机械',
  '拾光餐饮',
  '百草医药',
  '星河软件',
  '知行咨询',
];
const stages = ['', 'lead', 'contacted', 'interested', 'negotiating', 'won', 'lost'] as const;
const notes = [
  '',
  '下午联系方便',
  '已发报价单，等回复',
  '老客户介绍',
  '关注售后响应时间',
  '月底前确定采购数量',
  '要求开专用发票',
];

export interface DemoCustomer {
  name: string;
  phone: string;
  company: string;
  title: string;
  stage: (typeof stages)[number];
  email: string;
  address: string;
  note: string;
  ownerExtension: string | null;
  /** Days before now. */
  createdDaysAgo: number;
}

const customerCount = 60;
const owners = ['802', '803', '804', '805', '806'];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

/** Sixty people, the same ones at every start. */
export const customers: readonly DemoCustomer[] = Array.from({ length: customerCount }, (_, i) => {
  const city = pick(cities, i * 5 + 1);
  const isCompany = i % 3 !== 0;
  return {
    name: pick(surnames, i * 7 + 2) + pick(givenNames, i * 5 + 1),
    phone: `+86154${String(10_000_000 + i * 13_577 + 42).padStart(8, '0')}`,
    company: isCompany ? `${city.name}${pick(trades, i * 3)}有限公司` : '',
    title: pick(['mr', 'ms', ''], i),
    stage: pick(stages, i * 4 + 1),
    email: isCompany ? `kf${100 + i}@example.com` : '',
    address: `${city.name}市${city.street}${10 + i * 3}号`,
    note: pick(notes, i * 2),
    ownerExtension: i % 11 === 10 ? null : pick(owners, i),
    createdDaysAgo: i * 1.4 + 0.1,
  };
});

export const followUpTexts = [
  '来电咨询产品价格，已介绍标准版与专业版的区别，客户表示需要内部讨论。',
  '回访：设备使用正常，客户希望增加一次上门培训。',
  '客户反映发货延迟，已联系仓库加急，承诺明天发出。',
  '电话未接通，稍后再联系。',
  '确认合同条款，客户要求修改付款方式，已转法务。',
  '客户对演示满意，约定下周二再次沟通采购数量。',
  '投诉已处理完毕，客户表示认可。',
] as const;
