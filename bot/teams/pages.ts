import type { Server } from 'restify';
import { underName } from '../called.ts';
import type { Config } from '../config.ts';
import { PRIVACY_PATH, TERMS_PATH } from './manifest.ts';

/** What the app package has to link to: pages of plain text, true of this installation. */
export function registerTeamsPages(
  server: Server,
  config: Pick<Config, 'RETENTION_DAYS'>,
  called: () => string | undefined,
): void {
  const pages = { [PRIVACY_PATH]: privacy(config.RETENTION_DAYS), [TERMS_PATH]: TERMS };
  for (const [path, text] of Object.entries(pages))
    server.get(path, (_request, response, next) => {
      response.sendRaw(200, underName(text, called()), { 'content-type': 'text/plain; charset=utf-8' });
      next();
    });
}

function privacy(days: number): string {
  return `Faultline: privacy

What you paste, your answers and the steps you took are kept on the server of this installation, under your account and
the chat, so that the conversation can go on. Nothing is sent to anybody else, no model is trained with it, and the log
holds nothing of what you wrote. What nobody touched for ${days} days is deleted.

Say "show my data" to see what is kept about you, and "delete my data" to have it deleted at once. Teams keeps its own
copy of the chat by the rules of your organisation.
`;
}

const TERMS = `Faultline: terms of use

Faultline names causes and steps out of published support articles. It warns before a step that can do harm, but nobody
can promise that a step fits your server: you decide, and you act at your own risk. It comes without any warranty; the
licence that came with this installation says the same at length. Your organisation runs it and answers questions.
`;
