import { z } from 'zod';
import { SECRET, type Served } from './served.ts';

const Spoken = z.looseObject({
  id: z.string(),
  type: z.string(),
  text: z.string().optional(),
  from: z.looseObject({ id: z.string(), role: z.string().optional() }),
  conversation: z.looseObject({ id: z.string() }),
  channelData: z.unknown().optional(),
  attachments: z
    .array(z.looseObject({ contentType: z.string(), contentUrl: z.string().optional(), name: z.string().optional() }))
    .optional(),
});
export type Spoken = z.infer<typeof Spoken>;
export const ActivitySet = z.object({ activities: z.array(Spoken), watermark: z.string().optional() });

const Answer = z.looseObject({
  conversationId: z.string().optional(),
  token: z.string().optional(),
  expires_in: z.number().optional(),
  streamUrl: z.string().optional(),
  userId: z.string().optional(),
  sessionId: z.string().optional(),
  id: z.string().optional(),
  activities: z.array(Spoken).optional(),
  watermark: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** What came back from a call. */
export interface Called {
  status: number;
  headers: Headers;
  body: z.infer<typeof Answer>;
}

export interface CallOptions {
  /** a token, or the secret */
  bearer?: string | undefined;
  /** the Origin header, as a browser sends it */
  from?: string;
  json?: unknown;
  raw?: Exclude<RequestInit['body'], null>;
  headers?: Record<string, string>;
}

/** One call of the protocol, by its path below `/v3/directline` or an address of its own. */
export async function call(
  { domain, origin }: Pick<Served, 'domain' | 'origin'>,
  method: string,
  path: string,
  { bearer, from, json, raw, headers }: CallOptions = {},
): Promise<Called> {
  const url = path.startsWith('/web-chat') ? `${origin}${path}` : path.startsWith('http') ? path : `${domain}${path}`;
  const body = json === undefined ? raw : JSON.stringify(json);
  const response = await fetch(url, {
    method,
    headers: {
      ...(bearer && { Authorization: `Bearer ${bearer}` }),
      ...(from && { Origin: from }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: Answer.parse(text ? JSON.parse(text) : {}) };
}

export interface Opened {
  id: string;
  token: string;
  streamUrl: string;
}

/** Generates a token with the secret. */
export async function generate(served: Served, json: unknown = {}): Promise<Omit<Opened, 'streamUrl'>> {
  const { body } = await call(served, 'POST', '/tokens/generate', { bearer: SECRET, json });
  return { id: body.conversationId ?? '', token: body.token ?? '' };
}

/** Starts a conversation with a token of its own. */
export async function start(served: Served, json: unknown = {}): Promise<Opened> {
  const { id, token } = await generate(served);
  const { body } = await call(served, 'POST', '/conversations', { bearer: token, json });
  return { id, token: body.token ?? '', streamUrl: body.streamUrl ?? '' };
}

/** Posts a message and waits for its turn. @returns its id */
export async function say(served: Served, { id, token }: Pick<Opened, 'id' | 'token'>, text: string): Promise<string> {
  const json = { type: 'message', text, from: { id: 'me' } };
  const { body } = await call(served, 'POST', `/conversations/${id}/activities`, { bearer: token, json });
  return body.id ?? '';
}

/** All that a poll gives, from a watermark on. */
export async function poll(
  served: Served,
  { id, token }: Pick<Opened, 'id' | 'token'>,
  watermark = '',
): Promise<{ texts: string[]; activities: Spoken[]; watermark: string }> {
  const { body } = await call(served, 'GET', `/conversations/${id}/activities?watermark=${watermark}`, {
    bearer: token,
  });
  const activities = body.activities ?? [];
  return { activities, texts: activities.map(({ text }) => text ?? ''), watermark: body.watermark ?? '' };
}
