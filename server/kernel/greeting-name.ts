/** The names under which the media server has greetings, among its own recordings. */
const pattern = /^greeting-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of the greeting that was kept under this id. */
export const greetingName = (fileId: string): string => `greeting-${fileId}`;
/** Whether what is to be played is a greeting, and no prompt that every company has. */
export const isGreetingName = (name: string): boolean => pattern.test(name);
