/** 签单记录。 */
import { codeLabels, labelsOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { dealColumns, dealFields } from '@bahu/domain/fields/deal-fields.ts';

const { note: _note, ...audited } = labelsOf(dealFields, 'zh');

export const zh = {
  deals: {
    what: '签单',
    title: '签单记录',
    unit: '笔',
    empty: '还没有签单',
    emptyHint: '在客户页面的「签单记录」里添加，这里汇总所有客户的签单',
    create: '添加签单',
    none: '还没有签单',
    noneHint: '谈成一笔，就在这里记下产品、金额和阶段',
    all: '在签单记录中查看',
    saved: '签单已保存',
    added: '签单已添加',
    delete: '删除签单',
    deleteAsk: '删除这笔签单？',
    deleteHint: '删除后不能恢复，审计日志保留其内容',
    deleted: '签单已删除',
    agent: '坐席',
    agentHint: '不选时为登记人',
    call: '通话',
    openCall: '打开通话，通话时长 {{duration}}',
    sum: '金额合计',
    figures: '成交情况',
    penetration: '渗透率',
    penetrationHint:
      '渗透率 = 接通过的客户数 ÷ 有通话的客户数 = {{reached}} ÷ {{called}}，按 {{from}} 至 {{to}} 的外线通话',
    success: '成功率',
    successHint: '成功率 = 其中签约的客户数 ÷ 接通过的客户数 = {{signed}} ÷ {{reached}}，签约日期在 {{from}} 至 {{to}}',
    signedOnHint: '不填为今天，未签约的不记日期',
    dealKind: codeLabels(dealFields.dealKind, 'zh'),
    dealStage: codeLabels(dealFields.dealStage, 'zh'),
  },
  permissions: {
    'deal.read': '查看签单',
    'deal.create': '添加签单',
    'deal.edit': '修改签单',
    'deal.assign': '指定签单的坐席',
    'deal.delete': '删除签单',
  },
  audit: {
    actions: { 'deal.create': '添加签单', 'deal.change': '修改签单', 'deal.delete': '删除签单' },
    records: { deal: '签单' },
    fields: { ...audited, amount: dealColumns.amount.zh, signedOn: dealColumns.signedOn.zh },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    deals: typeof zh;
  }
}
