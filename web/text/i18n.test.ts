import { describe, expect, it } from 'vitest';
import { changeLanguage, loadRefusal, loadTexts, startTexts, withTexts } from './i18n.ts';
import { everyPart } from './sources.ts';

describe('[U1] the texts that are loaded', () => {
  it('are those that were asked for, and a page brings its own before it is shown', async () => {
    const texts = await startTexts('zh-CN', ['common']);
    expect([texts.exists('validation.required'), texts.exists('departments.what')]).toEqual([true, false]);
    const page = await withTexts(['departments'], () => Promise.resolve('page'))();
    expect([page, texts.exists('departments.what'), texts.exists('webhooks.what')]).toEqual(['page', true, false]);
  });

  it('are joined where several parts write under one name', async () => {
    const texts = await startTexts('en', ['common']);
    await loadTexts(['customers', 'users']);
    expect(texts.t('permissions.customer.read')).toBe('See customers');
    expect([texts.exists('errors.conflict'), texts.exists('errors.user.has-data')]).toEqual([true, true]);
  });

  it('are there in the other language when it is switched to, each of them', async () => {
    const texts = await startTexts('zh-CN', ['common']);
    await loadTexts(['departments']);
    const inChinese = texts.t('departments.what');
    await changeLanguage(texts, 'en');
    expect(texts.t('departments.what')).not.toBe(inChinese);
    expect(texts.exists('departments.what')).toBe(true);
  });

  it('come when something is said whose part nobody brought, and it is said again', async () => {
    const texts = await startTexts('zh-CN', ['common']);
    const again = new Promise((resolve) => void texts.on('textsCompleted', () => resolve('again')));
    texts.t('webhooks.what');
    expect(await again).toBe('again');
    expect(texts.exists('webhooks.what')).toBe(true);
  });

  it('come for a refusal of any slice before it is told', async () => {
    const texts = await startTexts('zh-CN', ['common']);
    await loadRefusal('caller-id.standard');
    expect(texts.t('errors.caller-id.standard')).toContain('默认外显号码');
  });

  it('are found by the names of their files, each in both languages', () => {
    expect(everyPart).toEqual(expect.arrayContaining(['common', 'app', 'ui', 'desk', 'customers', 'operator']));
    expect(new Set(everyPart).size).toBe(everyPart.length);
  });
});
