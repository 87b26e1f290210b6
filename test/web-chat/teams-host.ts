/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator, Page } from 'playwright-core';
import { renderReply } from '../../bot/channels/render-reply.ts';
import { withDrawings } from '../../bot/channels/with-drawings.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { Conversation } from '../dialogs/conversation.ts';
import type { Hands } from './straight-way.ts';

// The renderer that Web Chat brings is of the version that the cards are written for.
const WEB_CHAT = createRequire(createRequire(import.meta.url).resolve('botframework-webchat'));
const RENDERER = readFileSync(WEB_CHAT.resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8');

/** What the form of the flagship is filled with. */
const FILLED = {
  value: '0x5',
  version: '5.0',
  neighbours: 'none',
  spool: 'different',
  optimizer: 'yes',
  windows: 'nt4',
};

/** A chat that shows the cards that Teams is sent, in the shape and the colours that Teams gives them. */
export class TeamsHost implements Hands {
  readonly page: Page;
  readonly #conversation = new Conversation();

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser): Promise<TeamsHost> {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
    const page = await context.newPage();
    await page.setContent(
      `<!doctype html><html lang="en"><title>Teams</title><style>${STYLE}</style><main></main></html>`,
    );
    await page.addScriptTag({ content: RENDERER });
    return new TeamsHost(page);
  }

  newest(): Locator {
    return this.page.locator('.ac-adaptiveCard');
  }

  async paste(text: string): Promise<void> {
    await this.#show(await this.#conversation.say(text));
  }

  async press(label: string): Promise<void> {
    const { form, choices } = this.#conversation.last;
    const sends = form !== undefined && choices[0]?.label === label;
    await this.#show(await (sends ? this.#conversation.fill(FILLED) : this.#conversation.press(label)));
  }

  async #show(reply: Reply): Promise<void> {
    const { caseId, turn } = this.#conversation.case;
    const activity = withDrawings({ channelId: 'msteams', ...renderReply(reply, caseId, turn, 'msteams') }, undefined);
    await this.page.evaluate(draw, activity.attachments?.[0]?.content);
  }
}

/** Runs in the page. */
function draw(content: unknown): void {
  const { AdaptiveCard, HostConfig } = Reflect.get(window, 'AdaptiveCards');
  const colour = (ink: string, soft: string) => ({ default: ink, subtle: soft });
  const colours = {
    default: colour('var(--ink)', 'var(--soft)'),
    attention: colour('var(--warn)', 'var(--warn)'),
    accent: colour('var(--accent)', 'var(--accent)'),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors: colours });
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({
    fontFamily: 'var(--font)',
    fontTypes: { default: { fontFamily: 'var(--font)' }, monospace: { fontFamily: 'DejaVu Sans Mono' } },
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 12, large: 16, extraLarge: 20, padding: 16 },
    textBlock: { headingLevel: 2 },
    containerStyles: {
      default: style('transparent'),
      emphasis: style('var(--shade)'),
      attention: style('var(--warn-surface)'),
    },
    actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
  });
  card.parse(content);
  const drawn = card.render();
  if (drawn) document.querySelector('main')?.replaceChildren(drawn);
}

const STYLE = `
  :root { --font: "Segoe UI", "Open Sans", sans-serif; --page: #f5f5f5; --surface: #fff; --ink: #242424; --soft: #616161;
    --line: #d1d1d1; --shade: #f0f0f0; --accent: #4f52b2; --accent-ink: #fff; --warn: #8a2c0d; --warn-surface: #fdf3f0; }
  @media (prefers-color-scheme: dark) { :root { color-scheme: dark; --page: #1f1f1f; --surface: #292929; --ink: #fff;
    --soft: #adadad; --line: #666; --shade: #333; --accent: #9299f7; --accent-ink: #1f1f1f; --warn: #eda08a; --warn-surface: #411200; } }
  body { margin: 0; padding: 16px; background: var(--page); color: var(--ink); font: 14px var(--font); }
  /* Teams breaks long words in its messages, and what stands in them inherits that. */
  main { overflow-wrap: break-word; word-break: break-word; width: 640px; margin: 0 auto; border: 1px solid var(--line); border-radius: 4px; background: var(--surface); }
  .ac-pushButton { min-height: 32px; padding: 5px 12px; border: 1px solid var(--line); border-radius: 4px; background: var(--surface);
    color: var(--ink); font: 600 14px var(--font); white-space: normal; }
  .ac-pushButton.style-positive { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
  .ac-actionSet { flex-wrap: wrap; gap: 4px; }
  .ac-input { box-sizing: border-box; width: 100%; height: 32px; padding: 4px 12px; border: 1px solid var(--line); border-radius: 4px;
    background: var(--surface); color: var(--ink); font: 14px var(--font); }
`;
