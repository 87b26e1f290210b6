import type { Knowledge } from '../knowledge/load-knowledge.ts';
import type { Config } from './config.ts';

/** What it is called where nobody says otherwise, and so in every sentence about itself. */
export const OWN_NAME = 'Faultline';

/** A name and the line beside it; undefined where nobody has chosen one. */
export interface Called {
  name: string | undefined;
  tagline: string | undefined;
}

/** What this installation calls itself: its operator decides, and where they have not, the knowledge it works with. */
export function calledAs(
  config: Pick<Config, 'WEB_CHAT_NAME' | 'WEB_CHAT_TAGLINE'>,
  { vocabulary: { texts } }: Pick<Knowledge, 'vocabulary'>,
): Called {
  return { name: config.WEB_CHAT_NAME ?? texts.name, tagline: config.WEB_CHAT_TAGLINE ?? texts.tagline };
}

/** A sentence of ours about ourselves, under the name that was chosen. */
export const underName = (text: string, name: string | undefined): string =>
  name === undefined ? text : text.replaceAll(OWN_NAME, () => name);
