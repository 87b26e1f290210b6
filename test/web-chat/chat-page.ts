// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A card of the bot; what the person pasted is a card as well, without a heading. */
export const CARD = '.ac-adaptiveCard:has([role="heading"])';
/** Far above what a turn takes, as other tests run beside this one. */
const PATIENCE_MS = 60_000;

/** The five events of KB Q169686 as the seed of the project has them. */
export const FIVE_EVENTS = `4116
An error was returned from the messaging software the Internet Mail
Service uses to process messages on the Microsoft Exchange Server.

3039
The error 0x80040115 was encountered while trying to communicate with
the message store. An attempt to refresh the connection will be made.

4117
As a result, the message in spool file 3XDW6BQJ failed to be delivered.

4094
The error 0x8004011d occurred while trying to refresh network
connections to the Information Store.

4102
A serious error has occurred while trying to send mail into the Exchange
Information Store.`;

/** A violation that axe-core found: the rule, and the first element that breaks it. */
export interface Violation {
  rule: string;
  element: string;
  why: string;
}

/** A part of a conversation's log, and where it goes on. */
export interface LogPart {
  activities: { type: string; from: { role: string }; text?: string; summary?: string; attachments?: unknown[] }[];
  watermark: string;
}

/** The chat in a browser, as a person works with it. */
export class ChatPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** what the browser complained of: script errors, refused by the policy, failed loads */
  readonly complaints: string[] = [];
  /** addresses of other origins that were asked for */
  readonly strangers: string[] = [];
  readonly #origin: string;

  constructor(context: BrowserContext, page: Page, origin: string) {
    this.context = context;
    this.page = page;
    this.#origin = origin;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const asked = new URL(request.url());
      // A file on its way is read from a blob: address of this page.
      if (!['data:'].includes(asked.protocol) && asked.origin !== origin) this.strangers.push(request.url());
    });
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== new URL(origin).host) this.strangers.push(socket.url());
    });
  }

  /** Opens the page in a profile of its own and waits for the first card. */
  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<ChatPage> {
    const context = await browser.newContext(options);
    const chat = new ChatPage(context, await context.newPage(), url);
    await chat.page.goto(url);
    await chat.cards().first().waitFor();
    return chat;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** The bot's cards, oldest first. */
  cards(): Locator {
    return this.page.locator(CARD);
  }

  newest(): Locator {
    return this.cards().last();
  }

  button(label: string): Locator {
    return this.newest().getByRole('button', { name: label, exact: true });
  }

  async titles(): Promise<string[]> {
    return this.cards().locator('[role="heading"]').allInnerTexts();
  }

  /** Does something that the bot answers, and waits for the answer. @returns its title */
  async turn(act: () => Promise<unknown>): Promise<string> {
    const before = await this.cards().count();
    await act();
    await this.cards().nth(before).waitFor();
    return this.newest().locator('[role="heading"]').first().innerText();
  }

  paste(text: string): Promise<string> {
    return this.turn(async () => {
      await this.page.getByRole('button', { name: 'Paste event text' }).click();
      await this.page.locator('#paste-text').fill(text);
      await this.page.keyboard.press('Control+Enter');
    });
  }

  press(label: string): Promise<string> {
    return this.turn(() => this.button(label).click());
  }

  say(text: string): Promise<string> {
    return this.turn(async () => {
      await this.sendBox().fill(text);
      await this.sendBox().press('Enter');
    });
  }

  sendBox(): Locator {
    return this.page.locator('[data-id="webchat-sendbox-input"]');
  }

  notice(): Locator {
    return this.page.locator('#notice');
  }

  /** the line that a lost connection shows */
  connectionLine(): Locator {
    return this.page.locator('#connection');
  }

  /** What the conversation's log on the server holds: who said it, and its text or the card's title. */
  async log(server = this.#origin): Promise<{ from: string; text: string }[]> {
    const { activities } = await this.readLog(server);
    return activities
      .filter((activity) => activity.type === 'message')
      .map(({ from, text = '', summary }) => ({ from: from.role, text: summary ?? text }));
  }

  /** The log as the server tells it, from a watermark on; asked from outside of the browser. */
  async readLog(server = this.#origin, watermark = ''): Promise<LogPart> {
    const kept = await this.page.evaluate(() => localStorage.getItem('faultline-conversation'));
    const { conversationId, token } = JSON.parse(kept ?? '{}');
    const answer = await fetch(
      `${server}/v3/directline/conversations/${conversationId}/activities?watermark=${watermark}`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    return answer.json();
  }

  /**
   * Looks the page through with axe-core, cards before the newest left out: each was the newest once.
   * The context has to be opened with `bypassCSP`, as axe comes as text.
   */
  async violations(frame: Frame = this.page.mainFrame()): Promise<Violation[]> {
    await frame.evaluate(AXE);
    return frame.evaluate(async () => {
      const articles = [...document.querySelectorAll('#webchat article')];
      for (const article of articles) article.toggleAttribute('data-earlier', !articles.slice(-2).includes(article));
      const earlier = document.querySelector('[data-earlier]') ? { exclude: [['[data-earlier]']] } : document;
      const { violations } = await Reflect.get(window, 'axe').run(earlier);
      return violations.map((found: { id: string; nodes: { html: string; failureSummary: string }[] }) => ({
        rule: found.id,
        element: found.nodes[0]?.html ?? '',
        why: found.nodes[0]?.failureSummary ?? '',
      }));
    });
  }
}
