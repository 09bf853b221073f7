/** For whom something is: for everybody, for departments with those below them, or for people. */
import { Type } from 'typebox';
import { Id } from './page.ts';

/** 全员, 部门, 人员. */
export const audiences = ['all', 'departments', 'people'] as const;
export type Audience = (typeof audiences)[number];
const Ids = Type.Array(Id, { maxItems: 500, uniqueItems: true });
export const audienceFields = { audience: Type.Enum([...audiences]), departmentIds: Ids, userIds: Ids };
