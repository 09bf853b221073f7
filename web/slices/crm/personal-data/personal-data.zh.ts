/** 个人信息：导出与清除。 */
export const zh = {
  personalData: {
    what: '清除证明',
    unit: '份',
    erasures: '清除证明',
    export: '导出个人信息',
    exportHint: '把这位客户的全部资料、通话、录音和附件打包成一个文件',
    exportStarted: '正在整理，完成后可在后台任务中下载',
    erase: '清除个人信息',
    eraseTitle: '清除「{{name}}」的全部个人信息？',
    eraseHint:
      '资料、号码、联系人、跟踪、签单、留言、短信、录音和附件一并清除，连同被合并的客户，不能恢复。通话仅保留不含号码和姓名的统计数据。',
    eraseBackups: '数据库备份和此前导出的表格不受影响，请按备份的保留期处理。',
    eraseOk: '清除',
    eraseStarted: '正在清除，完成后有清除证明',
    reason: '原因',
    reasonHint: '如：本人来电申请。会留在证明上，不要写个人信息',
    password: '你的登录密码',
    requestedAt: '申请时间',
    endedAt: '完成时间',
    byName: '操作人',
    customer: '客户编号',
    rows: '清除的记录',
    files: '清除的文件',
    running: '进行中',
    empty: '还没有清除过个人信息',
    emptyHint: '在客户资料中选择「清除个人信息」，完成后证明留在这里',
    print: '打印',
    statement: '本证明不含任何个人信息。下述客户的个人信息已按下列数量清除，通话仅保留不含号码和姓名的统计数据。',
    table: '类别',
    count: '数量',
    tables: {
      attachments: '附件',
      import_rows: '导入的行',
      import_changes: '导入前的资料',
      webhook_deliveries: '推送内容',
      audit_rows: '审计日志中的内容',
      background_jobs: '导出文件',
      follow_ups: '跟踪记录',
      customer_numbers: '号码',
      contacts: '联系人',
      customer_merges: '合并的客户',
      customers: '客户资料',
      customer_owners: '归属记录',
      dial_numbers: '拨号批次中的号码',
      deals: '签单',
      deleted_customers: '回收站',
      call_events: '通话经过中的号码',
      call_legs: '线路中的号码',
      calls: '通话中的号码和姓名',
      withheld_numbers: '保密的来电号码',
      recordings: '录音',
      local_recordings: '处理中的本地录音',
      missed_calls: '漏接来电',
      voicemails: '留言',
      script_answers: '话术问答',
      messages: '短信',
    },
  },
  errors: {
    'personal-data.in-call': '这位客户正在通话，结束后再清除',
    'personal-data.numbers-hidden': '你的角色隐藏客户号码，不能导出或清除个人信息',
  },
  permissions: {
    'personal-data.export': '导出个人信息',
    'personal-data.erase': '清除个人信息',
  },
  audit: {
    actions: { 'customer.export-person': '导出个人信息', 'customer.erase-person': '清除个人信息' },
    records: { erasure: '清除证明' },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    'personal-data': typeof zh;
  }
}
