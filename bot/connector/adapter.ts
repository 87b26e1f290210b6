import { randomUUID } from 'node:crypto';
import {
  type Activity,
  CloudAdapter,
  type ConversationAccount,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import type { Logger } from 'pino';
import { isOfOtherTenant, placeOf } from '../channels/place.ts';
import { UNREAD_ACTIVITY } from '../channels/unread-activity.ts';
import type { Config } from '../config.ts';
import { whereFrom } from '../log.ts';
import { sorry } from '../turns/answer-turn.ts';
import { CachedAuthentication, type ConnectorClient } from './connector-clients.ts';
import { isAllowedServiceUrl } from './service-url.ts';

// A connector that takes longer than this is down; the outbox tries again.
const SEND_TIMEOUT_MS = 15_000;

const MOST_EXCUSED = 1000;

/** What a request of a connector is answered with. */
export type ConnectorAnswer = { status: number; body?: unknown };

/**
 * The SDK's adapter, for connectors. It verifies who calls, runs the turn and answers; no message of an error, which may
 * hold anything, goes out with the answer.
 */
export class Adapter extends CloudAdapter {
  readonly #authentication: CachedAuthentication;
  readonly #config: Config;
  readonly #log: Pick<Logger, 'warn' | 'error'>;
  /** activities whose failure their sender was told */
  readonly #excused = new Set<string>();

  /** @param authentication who may call, and what the bot proves itself with; by default what the configuration says */
  constructor(config: Config, log: Pick<Logger, 'warn' | 'error'>, authentication = new CachedAuthentication(config)) {
    super(authentication);
    this.#authentication = authentication;
    this.#config = config;
    this.#log = log;
    this.onTurnError = (context, error) => this.#apologise(context, error);
  }

  /**
   * Looks at what a caller proves before anything is read of what they send: signature, issuer and audience of the token.
   * Whether it is also for the channel and the service URL of the activity, {@link receive} looks at.
   * @returns the refusal, 401 or 503; undefined for a caller to be heard
   */
  async turnAway(authorization: string): Promise<ConnectorAnswer | undefined> {
    try {
      await this.#authentication.authenticateRequest(UNREAD_ACTIVITY, authorization);
      return undefined;
    } catch (error) {
      return this.#refused(error);
    }
  }

  /**
   * Runs one activity of a connector through the bot.
   * @param authorization the header as it came; '' for none
   * @returns 401 for a caller who is not the channel, 403 for a service URL that is not allowed, 500 when nothing was
   * committed, so that the connector sends again, 503 when the channel's keys cannot be read; else what the turn says
   */
  async receive(
    authorization: string,
    activity: Activity,
    bot: (context: TurnContext) => Promise<void>,
  ): Promise<ConnectorAnswer> {
    if (!this.allows(activity.serviceUrl)) return refusal(403, 'serviceUrl is not one that replies may be sent to.');
    let caller: Awaited<ReturnType<CachedAuthentication['authenticateRequest']>>;
    try {
      caller = await this.#authentication.authenticateRequest(activity, authorization);
    } catch (error) {
      return this.#refused(error);
    }
    const { MicrosoftAppType, MicrosoftAppTenantId } = this.#config;
    const isOwn = !/^MultiTenant$/i.test(MicrosoftAppType ?? '');
    if (isOwn && MicrosoftAppTenantId && isOfOtherTenant(activity, MicrosoftAppTenantId))
      return refusal(403, 'The bot serves its own tenant only.');
    try {
      const answer: InvokeResponse | undefined = await this.processActivity(caller, activity, bot);
      return answer ?? { status: 200 };
    } catch (error) {
      this.#log.error(
        { code: 'turn-failed', conversationId: activity.conversation.id, ...whereFrom(error) },
        'a turn failed',
      );
      return refusal(500, 'The turn could not be run; nothing of it was kept. Send the activity again.');
    }
  }

  #refused(error: unknown): ConnectorAnswer {
    this.#log.warn({ code: 'not-authenticated', ...whereFrom(error) }, 'a caller was refused');
    return isOurTrouble(error)
      ? refusal(503, 'The keys of the channel cannot be read at the moment.')
      : refusal(401, 'The Authorization header does not prove that the channel is calling.');
  }

  /** Whether replies may be sent there. */
  allows(serviceUrl: string): boolean {
    const { MicrosoftAppId, SERVICE_URL_ORIGINS } = this.#config;
    return isAllowedServiceUrl(serviceUrl, MicrosoftAppId !== undefined, SERVICE_URL_ORIGINS);
  }

  /**
   * Sends one addressed activity to its connector, once.
   * @param options of the request, as the SDK's client takes them
   * @returns the id that the connector gave it. Rejects with the SDK's error, which holds `statusCode`.
   */
  async send(activity: Partial<Activity>, options: object = {}): Promise<string | undefined> {
    const { conversation, replyToId } = activity;
    const { conversations } = await this.#connector(activity);
    if (!conversation) throw new Error('the activity names no conversation');
    const bounded = { timeout: SEND_TIMEOUT_MS, ...options };
    const sent = replyToId
      ? await conversations.replyToActivity(conversation.id, replyToId, activity, bounded)
      : await conversations.sendToConversation(conversation.id, activity, bounded);
    return sent.id;
  }

  /** Shows an activity that was sent before, and has the id it got, anew. Rejects as {@link send} does. */
  async update(activity: Partial<Activity>, options: object = {}): Promise<void> {
    const { id, conversation } = activity;
    const { conversations } = await this.#connector(activity);
    if (!id || !conversation) throw new Error('the activity was not sent before');
    await conversations.updateActivity(conversation.id, id, activity, { timeout: SEND_TIMEOUT_MS, ...options });
  }

  /** Opens the chat between the bot and the sender of an activity alone, or finds it. Rejects as {@link send} does. */
  async openPersonalChat(
    activity: Pick<Activity, 'conversation' | 'from' | 'recipient' | 'serviceUrl'>,
  ): Promise<ConversationAccount> {
    const { conversations } = await this.#connector(activity);
    const tenantId = activity.conversation.tenantId ?? '';
    const { id } = await conversations.createConversation(
      {
        isGroup: false,
        bot: activity.recipient,
        members: [activity.from],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      },
      { timeout: SEND_TIMEOUT_MS },
    );
    return { id, isGroup: false, conversationType: 'personal', name: '', ...(tenantId && { tenantId }) };
  }

  #connector({ serviceUrl = '' }: Partial<Activity>): Promise<ConnectorClient> {
    if (!this.allows(serviceUrl)) throw new Error('the activity names no place it may be sent to');
    const identity = this.createClaimsIdentity(this.#config.MicrosoftAppId);
    return this.#authentication.createConnectorFactory(identity).create(serviceUrl);
  }

  /** The connector sends again what was not acknowledged, and nobody wants to be told each time. */
  #firstFailureOf({ id, conversation }: Activity): boolean {
    const key = JSON.stringify([conversation.id, id ?? randomUUID()]);
    if (this.#excused.has(key)) return false;
    if (this.#excused.size >= MOST_EXCUSED) this.#excused.clear();
    this.#excused.add(key);
    return true;
  }

  /** Reached when a turn could not be committed at all: what a dialog throws is answered within the turn. */
  async #apologise(context: TurnContext, error: Error): Promise<void> {
    const { activity } = context;
    if (activity.type === 'message' && this.#firstFailureOf(activity)) {
      const reply = placeOf(activity).draw({ ...sorry(), choices: [] }, '', 0);
      await context.sendActivity(reply).catch((failure: unknown) => {
        this.#log.warn({ code: 'apology-failed', ...whereFrom(failure) }, 'a failed turn could not be excused');
      });
    }
    throw error;
  }
}

function refusal(status: number, error: string): ConnectorAnswer {
  return { status, body: { error } };
}

/** Whether the caller may be genuine and only the keys could not be fetched. */
function isOurTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || ('statusCode' in error && error.statusCode === 500);
}
