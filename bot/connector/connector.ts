import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Adapter } from './adapter.ts';

/** What connectors are answered with and spoken to through; see {@link Adapter}. */
export type Connector = Pick<Adapter, 'turnAway' | 'receive' | 'send' | 'update' | 'openPersonalChat'>;

/**
 * The adapter, with what it loads. A bot with credentials will be called, and loads it now; without them only an Emulator
 * of this machine may call, and until it does there is a web chat that needs none of it.
 */
export async function connectorOf(config: Config, log: Pick<Logger, 'warn' | 'error'>): Promise<Connector> {
  let loading: Promise<Adapter> | undefined;
  const adapter = (): Promise<Adapter> => {
    loading ??= import('./adapter.ts').then((loaded) => new loaded.Adapter(config, log));
    return loading;
  };
  if (config.MicrosoftAppId !== undefined) return adapter();
  return {
    turnAway: async (authorization) => (await adapter()).turnAway(authorization),
    receive: async (...call) => (await adapter()).receive(...call),
    send: async (...call) => (await adapter()).send(...call),
    update: async (...call) => (await adapter()).update(...call),
    openPersonalChat: async (activity) => (await adapter()).openPersonalChat(activity),
  };
}
