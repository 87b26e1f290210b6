import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Next, Request, Response, Server } from 'restify';
import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';
import type { Called } from '../called.ts';
import { DIRECT_LINE_LIMITS } from '../direct-line/limits.ts';
import { loadStaticFile, type StaticFile, sendStaticFile, staticFile } from './static-file.ts';
import { widgetScript } from './widget/widget-script.ts';
import { words } from './words.js';

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const HERE = new URL('./', import.meta.url);
/** The scripts and styles of the page, by their path below /web-chat/. */
const FILES = new Map(
  [
    ...readdirSync(HERE, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /^(?:page|wire|styles|demo)\/.*\.(?:js|css)$|^words\.js$|^widget\/colours\.js$/.test(name))
      .map((name) => [name, new URL(name, HERE)] as const),
    [
      'wire/idb-keyval.js',
      new URL('index.js', pathToFileURL(createRequire(import.meta.url).resolve('idb-keyval'))),
    ] as const,
  ].sort(([one], [other]) => (one < other ? -1 : 1)),
);
/** Asked for with the page itself, not one after the other as each names the next. */
const MODULES = [...FILES.keys()]
  .filter((name) => name.endsWith('.js') && !name.startsWith('demo/'))
  .map((name) => `<link rel="modulepreload" href="/web-chat/${name}" nonce="{{nonce}}">`)
  .join('\n    ');

/** What the operator decides about the page. */
export interface WebChatOptions {
  /** origins (`https://example.com`) of other sites that may show the page in a frame, as widget.js does */
  frameOrigins?: readonly string[];
  /** what the page calls itself now; by default what it is called in words.js */
  called?: () => Called;
  privacyUrl?: string | undefined;
  /** a file, .svg or .png */
  logo?: string | undefined;
}

/**
 * Serves the chat page and all it needs, from this server alone: `GET /`, its files under `/web-chat/`, the Web Chat
 * component as `/webchat.js`, the loader that other sites embed as `/widget.js`, and `/demo`, a page that embeds it.
 * The page takes its token from `POST /web-chat/token` and speaks Direct Line.
 */
export function registerWebChat(server: Server, options: WebChatOptions = {}): void {
  const { called = () => ({ name: undefined, tagline: undefined }), frameOrigins = [], logo } = options;
  const component = webChatComponent();
  const values: Record<string, string> = {
    ...sentences(words),
    privacy: escaped(options.privacyUrl ?? ''),
    logo: logo ? '<img id="logo" alt="" src="/web-chat/logo">' : '',
    modules: MODULES,
    'webchat-version': component.version,
    'longest-text': String(MAX_UTTERANCE_LENGTH),
    'most-files': String(DIRECT_LINE_LIMITS.filesPerPost),
    'largest-file': String(DIRECT_LINE_LIMITS.fileBytes),
    'largest-upload': String(DIRECT_LINE_LIMITS.uploadBytes),
  };
  const template = readFileSync(new URL('page/page.html', HERE), 'utf8');
  const pageNow = () => {
    const { name, tagline } = called();
    const head = {
      'page.name': escaped(name ?? words.page.name),
      'page.tagline': escaped(tagline ?? words.page.tagline),
    };
    return filled(template, { ...values, ...head });
  };
  const demo = readFileSync(new URL('demo/demo.html', HERE));

  server.head('/', (_request: Request, response: Response, next: Next) => {
    response.writeHead(200, pageHeaders(pagePolicy('', frameOrigins)));
    response.end();
    next(false);
  });

  server.get('/', (_request: Request, response: Response, next: Next) => {
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, pageHeaders(pagePolicy(nonce, frameOrigins)));
    response.end(pageNow().replaceAll('{{nonce}}', nonce));
    next(false);
  });

  server.get('/demo', (_request: Request, response: Response, next: Next) => {
    response.writeHead(200, pageHeaders(DEMO_POLICY));
    response.end(demo);
    next(false);
  });

  const widget = once(async () => staticFile(widgetScript(), SCRIPT));
  server.get('/widget.js', async (request: Request, response: Response) => {
    // Pages that isolate themselves take only what says that it is for all.
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    // Browsers load a module of another site only so.
    response.setHeader('access-control-allow-origin', '*');
    sendStaticFile(request, response, await widget(), 'public, max-age=300');
  });

  for (const [name, url] of FILES) {
    const file = once(() => loadStaticFile(url, name.endsWith('.css') ? STYLE : SCRIPT));
    server.get(`/web-chat/${name}`, async (request: Request, response: Response) => {
      sendStaticFile(request, response, await file(), 'no-cache');
    });
  }

  if (logo) {
    const picture = once(() =>
      loadStaticFile(pathToFileURL(logo), /\.svg$/i.test(logo) ? 'image/svg+xml' : 'image/png'),
    );
    server.get('/web-chat/logo', async (request: Request, response: Response) => {
      sendStaticFile(request, response, await picture(), 'public, max-age=300');
    });
  }

  const bundle = once(() => loadStaticFile(component.file, SCRIPT));
  server.get('/webchat.js', async (request: Request, response: Response) => {
    // The page asks for a version; that address never means another file.
    const versioned = request.url?.endsWith(`?v=${component.version}`) === true;
    sendStaticFile(request, response, await bundle(), versioned ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Every sentence of the catalogue by its path: `page.paste`. */
function sentences(of: object, path = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(of).map(([name, value]) =>
      typeof value === 'object' ? sentences(value, `${path}${name}.`) : { [path + name]: String(value) },
    ),
  );
}

/** Puts values between the double braces of a page; names that have none stay, for those that change with each answer. */
const filled = (page: string, values: Record<string, string>) =>
  page.replaceAll(/\{\{([\w.-]{1,60})\}\}/g, (whole, name: string) => values[name] ?? whole);

function webChatComponent(): { file: URL; version: string } {
  const main = createRequire(import.meta.url).resolve('botframework-webchat');
  const dist = pathToFileURL(main.slice(0, main.search(/[\\/](?:dist|lib)[\\/]/)).concat('/dist/'));
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', dist), 'utf8'));
  return { file: new URL('webchat.js', dist), version };
}

/**
 * The page may load what this server serves and nothing else. The hash is that of the empty text: Web Chat inserts an
 * empty style element without the nonce, and its layout depends on it. Files on their way to the server are blob:
 * addresses, which the client library reads again.
 */
function pagePolicy(nonce: string, frameOrigins: readonly string[]): string[] {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`,
    "img-src 'self' data: blob:",
    "connect-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    ['frame-ancestors', "'self'", ...frameOrigins].join(' '),
  ];
}

// As strict as a site can be that embeds the chat: one script, one frame, no inline style.
const DEMO_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "frame-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

const pageHeaders = (policy: readonly string[]) => ({
  // For sites that isolate themselves: they show only frames that do so as well and say that they are for others.
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy.join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** Starts at the first call; a failure is not remembered, so the next visit tries again. */
function once(load: () => Promise<StaticFile>): () => Promise<StaticFile> {
  let loaded: Promise<StaticFile> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}
