import type { Activity } from 'botbuilder';

export const SECOND = 1000;
export const start = new Date('2026-03-01T10:00:00Z');

/** What a connector's answer looks like when the SDK rejects with it. */
export const refused = (statusCode: number, headers: Record<string, string> = {}, code?: string) =>
  Object.assign(new Error('the service says: "what they wrote"'), {
    statusCode,
    code,
    response: { headers: new Headers(headers) },
  });
export const unreachable = () =>
  Object.assign(new Error('connect ECONNREFUSED'), { name: 'RestError', code: 'ECONNREFUSED' });

export interface Post {
  text: string | undefined;
  /** seconds since the start */
  at: number;
}

/** A connector that answers each text with what the script says, one after the other, and then with success. */
export function connector(script: Record<string, (() => Error)[]> = {}) {
  const posts: Post[] = [];
  const send = async ({ text }: Partial<Activity>) => {
    posts.push({ text, at: (Date.now() - start.getTime()) / SECOND });
    const failure = script[text ?? '']?.shift();
    if (failure) throw failure();
  };
  return { posts, send };
}

export const texts = (posts: Post[]) => posts.map(({ text }) => text);
