import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Activity } from 'botbuilder';
import { BOT, mentionOf, twin } from '../channels/messages.ts';
import { complaintAbout } from './accepted-activity.ts';
import { goodClaims, type KeyEndpoint, startKeyEndpoint } from './key-endpoint.ts';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
/** What the bot proves itself with to this connector. */
export const BOT_TOKEN = 'the token that the login endpoint would give';
/** Microsoft Learn, "Format your bot messages": counted as UTF-16. */
const MOST_BYTES = 100 * 1024;
const INVOKE_MS = 5000;

export interface Person {
  id: string;
  name: string;
}
export interface Chat {
  id: string;
  conversationType: 'personal' | 'channel' | 'groupChat';
  members: readonly Person[];
}
/** A message that the connector has taken from the bot. */
export interface Taken {
  id: string;
  chat: string;
  activity: Partial<Activity>;
  bytes: number;
  /** every form in which it was shown, the first included */
  shown: Partial<Activity>[];
  targeted: boolean;
  token: string;
}
/** How a request of the bot is refused instead of being answered; `accepted`: it was taken all the same. */
export interface Refusal {
  status: number;
  headers?: Record<string, string>;
  accepted?: boolean;
  /** only requests of this method; POST by default */
  method?: 'POST' | 'PUT';
}

/**
 * A connector that behaves like that of Teams: it signs what it sends, wants the bot's token on what it gets, counts
 * bytes the way Teams does, refuses what Teams refuses, sends HTML beside every text and tags around a mention.
 */
export class TeamsConnector {
  readonly taken: Taken[] = [];
  /** refusals for the next requests, in order */
  readonly refusals: Refusal[] = [];
  /** every request of the bot, with what it was answered */
  readonly requests: { method: string; path: string; status: number; type: string }[] = [];
  /** whether the platform has messages for one person */
  hasTargeted = true;
  readonly #chats = new Map<string, Chat>();
  readonly #keys: KeyEndpoint;
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();
  #bot = '';
  #count = 0;

  private constructor(keys: KeyEndpoint) {
    this.#keys = keys;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<TeamsConnector> {
    const connector = new TeamsConnector(await startKeyEndpoint());
    await new Promise<void>((resolve) => connector.#server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get origin(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }
  get serviceUrl(): string {
    return `${this.origin}/emea/`;
  }
  /** settings with which a bot believes this connector */
  get settings(): Record<string, string> {
    return {
      ...this.#keys.settings,
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'p',
      MicrosoftAppTenantId: 't',
      SERVICE_URL_ORIGINS: this.origin,
    };
  }

  attach(botUrl: string): void {
    this.#bot = botUrl;
  }
  open(chat: Chat): Chat {
    this.#chats.set(chat.id, chat);
    return chat;
  }
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#keys.close();
  }

  /** Somebody writes a message. @returns its id; what the bot says to it is found with {@link reply} */
  async write(person: Person, chat: Chat, text: string, more: Partial<Activity> = {}): Promise<string> {
    const shared = chat.conversationType !== 'personal';
    const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
    const name = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Faultline</span>&nbsp;';
    const { id } = await this.#post(person, chat, {
      type: 'message',
      text: shared ? `<at>${BOT.name}</at> ${text}` : text,
      textFormat: 'plain',
      attachments: [twin(`<p>${shared ? name : ''}${html}</p>`)],
      entities: shared ? [mentionOf({ ...BOT, id: this.#botId })] : [],
      ...more,
    });
    return id;
  }

  /** Somebody does something that is no message. @returns the status and what the bot answered with */
  async send(person: Person, chat: Chat, activity: Partial<Activity>): Promise<{ status: number; body: unknown }> {
    return this.#post(person, chat, activity);
  }

  /** The message that answers the one with this id; waits for it. */
  async reply(to: string, number = 1): Promise<Taken> {
    const find = () => this.taken.filter((message) => message.activity.replyToId === to)[number - 1];
    await this.until(() => find() !== undefined, `message ${number} that answers ${to}`);
    const found = find();
    if (!found) throw new Error('an answer was lost again');
    return found;
  }

  /** Waits until something holds that requests of the bot bring about. Rejects, naming it, when it does not within a while. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const end = performance.now() + 10_000;
    while (!holds()) {
      if (performance.now() > end)
        throw new Error(`waited in vain for ${what}: ${JSON.stringify(this.requests.slice(-5))}`);
      await this.#nextRequest();
    }
  }

  /** Waits until a request of the bot was answered, a little while at most. */
  #nextRequest(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, 200);
      this.#waiting.add(done);
    });
  }

  get #botId(): string {
    return `28:${APP_ID}`;
  }

  async #post(
    person: Person,
    chat: Chat,
    activity: Partial<Activity>,
  ): Promise<{ id: string; status: number; body: unknown }> {
    this.#count += 1;
    const id = `in-${this.#count}`;
    const { members: _members, id: conversationId, conversationType } = chat;
    const conversation = {
      id: conversationId,
      conversationType,
      isGroup: conversationType !== 'personal',
      tenantId: 't',
    };
    const body = {
      id,
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      from: person,
      recipient: { ...BOT, id: this.#botId },
      conversation,
      ...activity,
    };
    const token = await this.#keys.sign(goodClaims(APP_ID, this.serviceUrl));
    const response = await fetch(`${this.#bot}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      // Teams shows an error when an invoke takes longer; a message has somewhat more time.
      signal: AbortSignal.timeout(activity.type === 'invoke' ? INVOKE_MS : 3 * INVOKE_MS),
    });
    const text = await response.text();
    if (activity.type !== 'invoke' && response.status >= 300)
      throw new Error(`the bot answered ${response.status}: ${text}`);
    return { id, status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    const url = new URL(request.url ?? '', this.origin);
    const method = request.method ?? '';
    const refusal = this.#refusalOf(method);
    const sent = body === '' ? {} : JSON.parse(body);
    const token = request.headers.authorization ?? '';
    const { status, value } =
      refusal && !refusal.accepted ? { status: refusal.status, value: {} } : this.#take(method, url, token, sent);
    const told = refusal?.status ?? status;
    this.requests.push({ method, path: url.pathname, status: told, type: String(sent.type) });
    response.writeHead(told, { 'content-type': 'application/json', ...refusal?.headers });
    response.end(JSON.stringify(value));
    for (const done of this.#waiting) done();
  }

  #refusalOf(method: string): Refusal | undefined {
    const index = this.refusals.findIndex((one) => (one.method ?? 'POST') === method);
    return index < 0 ? undefined : this.refusals.splice(index, 1)[0];
  }

  #take(
    method: string,
    url: URL,
    token: string,
    activity: Partial<Activity> & { members?: Person[] },
  ): { status: number; value: unknown } {
    const error = (status: number, code: string) => ({ status, value: { error: { code, message: code } } });
    if (token !== `Bearer ${BOT_TOKEN}`) return error(401, 'Unauthorized');
    const [, , , , encoded = '', kind, message] = url.pathname.split('/');
    if (encoded === '') return this.#personal(activity.members ?? []);
    const chat = this.#chats.get(decodeURIComponent(encoded));
    if (!chat) return error(404, 'ConversationNotFound');
    if (kind !== 'activities')
      return { status: 200, value: kind === 'pagedmembers' ? { members: chat.members } : chat.members };
    const known = this.taken.find((one) => one.id === message && one.chat === chat.id);
    if (method === 'DELETE') return known ? { status: 200, value: {} } : error(404, 'ActivityNotFoundInConversation');
    const bytes = Buffer.byteLength(JSON.stringify(activity), 'utf16le');
    if (bytes > MOST_BYTES) return error(413, 'MessageSizeTooBig');
    const wrong = complaintAbout(activity);
    if (wrong) return error(400, wrong);
    const targeted = url.searchParams.get('isTargetedActivity') === 'true';
    if (targeted && !this.hasTargeted) return error(400, 'BadArgument');
    if (method === 'PUT') {
      if (!known || known.targeted !== targeted) return error(404, 'ActivityNotFoundInConversation');
      known.shown.push(activity);
      return { status: 200, value: { id: known.id } };
    }
    const id = `out-${this.taken.length + 1}`;
    if (activity.type === 'message')
      this.taken.push({ id, chat: chat.id, activity, bytes, shown: [activity], targeted, token });
    return { status: 201, value: { id } };
  }

  /** The chat of the bot with one person; it exists when the person has the app. */
  #personal([person]: Person[]): { status: number; value: unknown } {
    const chat = [...this.#chats.values()].find(
      (one) => one.conversationType === 'personal' && one.members.some((member) => member.id === person?.id),
    );
    return chat
      ? { status: 201, value: { id: chat.id } }
      : { status: 403, value: { error: { code: 'ForbiddenOperationException', message: '' } } };
  }
}
