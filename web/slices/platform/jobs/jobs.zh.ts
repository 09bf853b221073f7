/** 后台任务、导出、视图。 */
export const zh = {
  errors: {
    'job.ended': '任务已经结束',
    'job.too-many': '已有 {{most}} 个任务在等待或进行中，请等部分任务完成后再试',
  },
  audit: {
    actions: {
      'view.save': '保存视图',
      'view.remove': '删除视图',
      'export.start': '开始导出',
      'export.download': '下载导出文件',
      'job.cancel': '取消后台任务',
    },
    records: {
      view: '视图',
      export: '导出',
      job: '后台任务',
    },
  },
};

declare module '../../../text/texts.ts' {
  interface TextsByPart {
    jobs: typeof zh;
  }
}
