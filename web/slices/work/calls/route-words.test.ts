import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { en, zh } from '../../../text/all.ts';
import { stepWords, timeToTalk } from './route-words.ts';

let chinese: TFunction;
let english: TFunction;

beforeAll(async () => {
  const texts = i18next.createInstance();
  await texts.init({
    lng: 'zh-CN',
    fallbackLng: false,
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  chinese = texts.getFixedT('zh-CN');
  english = texts.getFixedT('en');
});

const said = (t: TFunction, type: string, data: Record<string, string | number | null> = {}): string => {
  const { title, detail } = stepWords(t, { type, data }, t === english ? 'en' : 'zh-CN');
  return detail ? `${title} | ${detail}` : title;
};

describe('[R1] the route of a call in words', () => {
  it('tells an inbound call from the menu to the agent', () => {
    expect(said(chinese, 'started', { direction: 'inbound', number: '138****0042', line: '0755-0000 0088' })).toBe(
      '来电 | 138****0042 · 打到 0755-0000 0088',
    );
    expect(said(chinese, 'menu-entered', { menu: '主菜单' })).toBe('语音导航「主菜单」');
    expect(said(chinese, 'key-pressed', { key: '2' })).toBe('按键 2');
    expect(said(chinese, 'queue-entered', { queue: '售后支持', position: 2 })).toBe('队列「售后支持」 | 第 2 位');
    expect(
      said(chinese, 'agent-missed', { agent: '方雨桐', extension: '818', outcome: 'no-answer', seconds: 12 }),
    ).toBe('坐席 818 方雨桐 | 无人接听，改派下一位');
    expect(said(chinese, 'agent-answered', { agent: '林晓雯', extension: '812', seconds: 4 })).toBe(
      '坐席 812 林晓雯 | 振铃 4 秒后接听',
    );
    expect(said(chinese, 'ended', { outcome: 'connected', side: 'other', cause: 16 })).toBe('挂断 | 对方 · 已接');
  });

  it.each([
    ['longest-idle', '就绪最久 00:42', 'ready longest 00:42'],
    ['ring-all', '同时振铃（空闲 3 位）', 'all ring (3 free)'],
    ['linear', '按顺序第一位空闲', 'first free in order'],
    ['round-robin', '轮到该坐席', 'next in turn'],
    ['fewest-calls', '今日接听最少（12 通）', 'fewest answered today (12)'],
    ['least-recent', '最久没有通话', 'longest without a call'],
    ['random', '随机（空闲 3 位）', 'at random (3 free)'],
  ])('[U5] says why a queue that goes by %s offered the call to an agent', (strategy, inChinese, inEnglish) => {
    const agent = { agent: '林晓雯', extension: '805' };
    const why = { strategy, free: 3, readySeconds: 42, waitedSeconds: 15, answered: 12, penalty: 0, relaxed: 0 };
    expect(said(chinese, 'agent-offered', { ...agent, ...why })).toBe(
      `坐席 805 林晓雯 | ${inChinese} · 来电已等 00:15`,
    );
    expect(said(english, 'agent-offered', { ...agent, ...why, penalty: 1, relaxed: 2 })).toBe(
      `Agent 805 林晓雯 | ${inEnglish} · tier 2 · skills relaxed · caller waited 00:15`,
    );
    const skills = { skills: '普通话 3、英语 2', skillsEn: 'Mandarin 3, English 2' };
    expect(said(chinese, 'agent-offered', { ...agent, ...why, ...skills })).toBe(
      `坐席 805 林晓雯 | ${inChinese} · 普通话 3、英语 2 · 来电已等 00:15`,
    );
    expect(said(english, 'agent-offered', { ...agent, ...why, ...skills })).toContain(' · Mandarin 3, English 2 · ');
    expect(said(chinese, 'agent-offered', agent)).toBe('坐席 805 林晓雯 | 开始振铃');
  });

  it('tells it in English too', () => {
    expect(said(english, 'started', { direction: 'outbound', number: '13800000042', line: '075500000088' })).toBe(
      'Call placed | 13800000042 · shown 075500000088',
    );
    expect(said(english, 'refused', { reason: 'lines-full' })).toBe('Refused | all lines in use');
  });

  it('names whom an id belongs to, and says so when there is no such one any more', () => {
    expect(said(chinese, 'transferred', { byAgentId: 'a', by: '林晓雯', queueId: 'q', queue: '售后支持' })).toBe(
      '转接到 售后支持 | 林晓雯 转出',
    );
    expect(said(chinese, 'transferred', { byAgentId: 'a', by: null, agentId: 'b', agent: null })).toBe(
      '转接到 已删除的坐席 | 已删除的坐席 转出',
    );
    expect(said(chinese, 'queue-entered', { queueId: 'q', queue: null, position: 1 })).toBe(
      '队列「已删除的队列」 | 第 1 位',
    );
    expect(said(english, 'menu-entered', { menuId: 'm', menu: null })).toBe('Menu "a deleted menu"');
    expect(said(chinese, 'consult-missed', { number: '13900000042', outcome: 'busy' })).toContain(
      '13900000042 未接咨询',
    );
    expect(said(chinese, 'held', { agent: '从前的名字' })).toBe('保持 | 从前的名字 保持，对方听音乐');
  });

  it('says by which trunk a call came, where it has a name', () => {
    const data = { direction: 'inbound', number: '138****0042', line: '075500000088', trunkId: 't' };
    expect(said(chinese, 'started', { ...data, trunk: '电信中继' })).toBe(
      '来电 | 138****0042 · 打到 075500000088 · 外线「电信中继」',
    );
    expect(said(chinese, 'started', { ...data, trunk: null })).toBe('来电 | 138****0042 · 打到 075500000088');
  });

  it('shows a step that it does not know by its name', () => {
    expect(said(chinese, 'teleported')).toBe('其他步骤「teleported」');
  });

  it('knows how long it took until somebody talked', () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, seconds)).toISOString();
    expect(
      timeToTalk([
        { at: at(0), type: 'started' },
        { at: at(9), type: 'agent-offered' },
        { at: at(42), type: 'agent-answered' },
      ]),
    ).toBe(42_000);
    expect(timeToTalk([{ at: at(0), type: 'started' }])).toBeNull();
  });
});
