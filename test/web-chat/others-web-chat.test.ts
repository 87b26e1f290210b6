// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostSite } from './host-site.ts';
import { onStage } from './stage.ts';

// Somebody else's page with the plain Web Chat and Microsoft's own client in it, as integrators write it: no part of ours.
const SECRET = 'a-secret-of-the-operator-with-more-than-32-letters';
let site: HostSite;
let page: Page;

beforeAll(async () => {
  site = await HostSite.start();
});
const stage = onStage(() => ({ WEB_CHAT_ORIGINS: site.url, DIRECT_LINE_SECRET: SECRET }));
afterAll(() => site?.close());
afterEach(() => page?.context().close());

const generate = async (wanted: unknown) => {
  const answer = await fetch(`${stage.product.url}/v3/directline/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
  });
  const { token, conversationId }: { token: string; conversationId: string } = await answer.json();
  return { token, conversationId };
};

/** A page with nothing but Web Chat, as its documentation shows it. */
async function open(token: string, userID?: string) {
  page = await (await stage.browser.newContext()).newPage();
  page.setDefaultTimeout(60_000);
  const script = `${stage.product.url}/webchat.js`;
  const html = `<!doctype html><html lang="en"><head><title>Theirs</title><link rel="icon" href="data:,"></head><body><div id="chat" style="height:600px"></div><script src="${script}"></script></body></html>`;
  await page.goto(`${site.url}/?${new URLSearchParams({ page: html })}`);
  await page.evaluate(
    ({ domain, how, id }) => {
      const { createDirectLine, renderWebChat } = Reflect.get(window, String('WebChat'));
      renderWebChat({ directLine: createDirectLine({ domain, ...how }), userID: id }, document.getElementById('chat'));
    },
    { domain: `${stage.product.url}/v3/directline`, how: { token }, id: userID },
  );
  await page.locator('.ac-adaptiveCard').first().waitFor();
}
const send = async (text: string) => {
  const before = await page.locator('.ac-adaptiveCard').count();
  await page.locator('[data-id="webchat-sendbox-input"]').fill(text);
  await page.locator('[data-id="webchat-sendbox-input"]').press('Enter');
  await page.locator('.ac-adaptiveCard').nth(before).waitFor();
};
const mine = () => page.locator('.webchat__stacked-layout--from-user').allInnerTexts();

describe('the plain Web Chat of anybody, with Microsoft’s own client', () => {
  it.each([
    ['a token as Microsoft’s samples ask for it', { User: { Id: 'dl_12345', Name: 'Ada' } }, undefined],
    ['a token in small letters', { user: { id: 'dl_12345' } }, undefined],
    ['a token that binds nobody, and an id of the page’s own', {}, 'user-1'],
    ['a token that binds somebody, and another id of the page’s own', { User: { Id: 'dl_12345' } }, 'user-1'],
    ['members that are null', { user: null, trustedOrigins: null }, undefined],
  ])('shows what a person says as the person’s, with %s', async (_what, wanted, userID) => {
    const { token } = await generate(wanted);
    await open(token, userID);
    await send('help');
    expect(await mine()).toEqual([expect.stringContaining('help')]);
  });

  it('shows each answer once: a card has no bubble with the same text beside it', async () => {
    const { token } = await generate({});
    await open(token);
    await send('help');
    // Beside the body stands Web Chat's own label, which is not drawn: what a screen reader says of the whole.
    const answers = await page
      .locator('.webchat__basic-transcript__activity-body')
      .filter({ has: page.locator('.ac-adaptiveCard') })
      .evaluateAll((activities) =>
        activities.map((activity) => {
          const [heading] = activity.querySelectorAll(
            '.ac-adaptiveCard [role="heading"], .ac-adaptiveCard .ac-textBlock',
          );
          const title = heading?.textContent ?? '';
          return { isTold: title !== '', times: (activity.textContent ?? '').split(title).length - 1 };
        }),
      );
    expect(answers).toEqual([
      { isTold: true, times: 1 },
      { isTold: true, times: 1 },
    ]);
    expect(
      await page
        .locator('.webchat__stacked-layout:not(.webchat__stacked-layout--from-user) .webchat__text-content')
        .count(),
    ).toBe(0);
  });

  it('is not kept from calling by the headers that monitoring adds, and can read what it was refused', async () => {
    const { token, conversationId } = await generate({});
    await open(token);
    const called = await page.evaluate(
      async ({ address, bearer }) => {
        const headers = {
          authorization: `Bearer ${bearer}`,
          traceparent: '00-1-2-01',
          'request-id': '|a',
          'sentry-trace': 'x',
        };
        const answers = await Promise.all([fetch(address, { headers }), fetch(`${address}/nothing`, { headers })]);
        return Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).error?.code]));
      },
      { address: `${stage.product.url}/v3/directline/conversations/${conversationId}/activities`, bearer: token },
    );
    expect(called).toEqual([
      [200, undefined],
      [404, 'NotFound'],
    ]);
  });
});
