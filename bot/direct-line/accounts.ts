import type { ChannelAccount } from 'botbuilder';

/** The bot as clients see it. */
export const BOT: ChannelAccount & { id: string } = { id: 'faultline', name: 'Faultline', role: 'bot' };

/** Starts the ids that only a token can give; a client cannot choose one for itself. */
export const BOUND_PREFIX = 'dl_';
