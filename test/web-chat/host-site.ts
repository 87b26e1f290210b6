// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContextOptions, FrameLocator, Locator } from 'playwright-core';
import { CARD, ChatPage } from './chat-page.ts';

/** How somebody's page is written that shows the widget. */
export interface Host {
  /** attributes of its html element */
  html?: string;
  body?: string;
  /** attributes of the widget's tag */
  tag?: string;
  type?: string;
  headers?: Record<string, string>;
  /** where the widget comes from; by default the product itself */
  from?: string;
  options?: BrowserContextOptions;
  /** runs in every document before its own scripts */
  init?: () => void;
}

/** Somebody's site, of another origin than the product; its page is what the test asks for. */
export class HostSite {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    const address = server.address();
    this.#server = server;
    this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  static async start(): Promise<HostSite> {
    const server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://site');
      const headers: Record<string, string> = JSON.parse(searchParams.get('headers') ?? '{}');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(searchParams.get('page'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HostSite(server);
  }

  close(): void {
    this.#server.close();
  }

  /** Visits it with the widget of a server. */
  async visit(browser: Browser, product: string, host: Host = {}): Promise<HostPage> {
    const {
      html = 'lang="en"',
      body = '',
      tag = '',
      type = '',
      headers = {},
      from = product,
      options = {},
      init,
    } = host;
    const script = `<script ${type} src="${from}/widget.js" ${tag}></script>`;
    const page = `<!doctype html><html ${html}><head><title>A site</title><link rel="icon" href="data:,"></head><body ${body}><main><h1>A site</h1><button id="own">Own button</button><div style="height:1500px"></div></main>${script}</body></html>`;
    const context = await browser.newContext(options);
    if (init) await context.addInitScript(init);
    const chat = new ChatPage(context, await context.newPage(), this.url);
    await chat.page.goto(`${this.url}/?${new URLSearchParams({ page, headers: JSON.stringify(headers) })}`);
    return new HostPage(chat);
  }
}

/** That page in a browser, with the widget in it. */
export class HostPage {
  readonly chat: ChatPage;

  constructor(chat: ChatPage) {
    this.chat = chat;
  }

  get page() {
    return this.chat.page;
  }

  launcher(of = 0): Locator {
    return this.page.locator('faultline-chat .launcher').nth(of);
  }

  inside(of = 0): FrameLocator {
    return this.page.locator('faultline-chat iframe').nth(of).contentFrame();
  }

  /** Waits for the first card, in the plain view or in Web Chat. */
  greeted(of = 0): Promise<void> {
    return this.inside(of).locator('.ac-adaptiveCard, #first-list .plain').first().waitFor();
  }

  /** Waits until Web Chat has drawn so many cards of the bot. */
  cards(number = 1): Promise<void> {
    return this.inside()
      .locator(CARD)
      .nth(number - 1)
      .waitFor();
  }

  /** Calls a function of the widget's API without arguments. */
  api(call: string): Promise<unknown> {
    return this.page.evaluate((name) => Reflect.get(window, 'Faultline')[name](), call);
  }
}
