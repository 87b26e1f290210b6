import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { CLOUD_KEYS, type Config } from '../config.ts';
import { targetedPolicy } from '../teams/targeted.ts';

type Base = ConfigurationBotFrameworkAuthentication;
type Credentials = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];
type Identity = Parameters<Base['createConnectorFactory']>[0];
type Factory = ReturnType<Base['createConnectorFactory']>;
/** The SDK's client of one connector. */
export type ConnectorClient = Awaited<ReturnType<Factory['create']>>;

// A bot talks to a handful of service URLs; an allowed one may still be made up, so the number is bounded.
const MOST_CLIENTS = 100;

/**
 * The SDK's authentication, with the clients it makes kept. The SDK builds two new ones for each turn, with pipelines
 * and policies, which costs about as much as all the rest of a turn. It is also the place where the SDK's own repeating
 * of failed requests is taken out: it posts twice what a connector took before it answered 502. The outbox repeats.
 */
export class CachedAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #clients = new Map<string, Promise<ConnectorClient>>();
  #tokens: ReturnType<Base['createUserTokenClient']> | undefined;

  /** @param credentials what the bot proves itself with to connectors; by default what the configuration says */
  constructor(config: Config, credentials?: Credentials) {
    const { MicrosoftAppType, MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, ChannelService } = config;
    const settings = {
      ...(MicrosoftAppId && { MicrosoftAppId, MicrosoftAppType }),
      ...(MicrosoftAppPassword && { MicrosoftAppPassword }),
      ...(MicrosoftAppTenantId && { MicrosoftAppTenantId }),
      ...(ChannelService && { ChannelService }),
      ...Object.fromEntries(CLOUD_KEYS.flatMap((key) => (config[key] ? [[key, config[key]]] : []))),
    };
    super(settings, credentials);
  }

  override createUserTokenClient(identity: Identity): ReturnType<Base['createUserTokenClient']> {
    this.#tokens ??= super.createUserTokenClient(identity);
    return this.#tokens;
  }

  override createConnectorFactory(identity: Identity): Factory {
    return this.#keeping(super.createConnectorFactory(identity), identity);
  }

  override async authenticateRequest(
    ...request: Parameters<Base['authenticateRequest']>
  ): ReturnType<Base['authenticateRequest']> {
    const result = await super.authenticateRequest(...request);
    const { connectorFactory, claimsIdentity } = result;
    return { ...result, connectorFactory: connectorFactory && this.#keeping(connectorFactory, claimsIdentity) };
  }

  #keeping(factory: Factory, identity: Identity): Factory {
    const app = identity.getClaimValue('aud') ?? '';
    return {
      create: (serviceUrl, audience) => {
        const key = JSON.stringify([serviceUrl, audience ?? '', app]);
        const known = this.#clients.get(key);
        if (known) return known;
        const made = factory.create(serviceUrl, audience).then(withoutRepeating);
        this.#clients.set(key, made);
        made.catch(() => this.#clients.delete(key));
        const [oldest] = this.#clients.keys();
        if (this.#clients.size > MOST_CLIENTS && oldest !== undefined) this.#clients.delete(oldest);
        return made;
      },
    };
  }
}

interface Piped {
  client: { pipeline: { removePolicy(options: { name: string }): unknown; addPolicy(policy: object): unknown } };
}

function withoutRepeating(client: ConnectorClient): ConnectorClient {
  const piped: unknown = client;
  if (!isPiped(piped))
    throw new Error('botframework-connector has no pipeline any more: its repeating cannot be taken out');
  piped.client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  // A connector has no reason to send replies on to another host, which nobody has allowed.
  piped.client.pipeline.removePolicy({ name: 'redirectPolicy' });
  piped.client.pipeline.addPolicy(targetedPolicy);
  return client;
}

// The types call the client private, and there is no other way to its policies.
function isPiped(value: unknown): value is Piped {
  const client = typeof value === 'object' && value !== null ? Reflect.get(value, 'client') : undefined;
  return typeof client?.pipeline?.removePolicy === 'function';
}
