import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Next, Request, Response, Server } from 'restify';
import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';
import { DIRECT_LINE_LIMITS } from '../direct-line/limits.ts';
import { loadStaticFile, type StaticFile, sendStaticFile } from './static-file.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const FILES: Record<string, string> = {
  'page.css': STYLE,
  'page-webchat.css': STYLE,
  'page-case.css': STYLE,
  'page.js': SCRIPT,
  'page-activities.js': SCRIPT,
  'page-cards.js': SCRIPT,
  'page-case.js': SCRIPT,
  'page-clipboard.js': SCRIPT,
  'page-connection.js': SCRIPT,
  'page-conversation.js': SCRIPT,
  'page-dialogs.js': SCRIPT,
  'page-drawings.js': SCRIPT,
  'page-elements.js': SCRIPT,
  'page-embedded.js': SCRIPT,
  'page-files.js': SCRIPT,
  'page-looks.js': SCRIPT,
  'page-streams.js': SCRIPT,
  'page-transcript.js': SCRIPT,
  'demo.css': STYLE,
  'demo.js': SCRIPT,
};

/** What the operator decides about the page. */
export interface WebChatOptions {
  /** origins (`https://example.com`) of other sites that may show the page in a frame, as widget.js does */
  frameOrigins?: readonly string[];
}

/**
 * Serves the chat page and all it needs, from this server alone: `GET /`, its files under `/web-chat/`, the Web Chat
 * component as `/webchat.js`, the loader that other sites embed as `/widget.js`, and `/demo`, a page that embeds it.
 * The page takes its token from `POST /web-chat/token` and speaks Direct Line.
 */
export function registerWebChat(server: Server, { frameOrigins = [] }: WebChatOptions = {}): void {
  const component = webChatComponent();
  const page = readFileSync(new URL('page.html', import.meta.url), 'utf8')
    .replaceAll('{{webchat-version}}', component.version)
    .replaceAll('{{longest-text}}', String(MAX_UTTERANCE_LENGTH))
    .replaceAll('{{most-files}}', String(DIRECT_LINE_LIMITS.filesPerPost))
    .replaceAll('{{largest-file}}', String(DIRECT_LINE_LIMITS.fileBytes))
    .replaceAll('{{largest-upload}}', String(DIRECT_LINE_LIMITS.uploadBytes));
  const demo = readFileSync(new URL('demo.html', import.meta.url));

  server.get('/', (_request: Request, response: Response, next: Next) => {
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, pageHeaders(pagePolicy(nonce, frameOrigins)));
    response.end(page.replaceAll('{{nonce}}', nonce));
    next(false);
  });

  server.get('/demo', (_request: Request, response: Response, next: Next) => {
    response.writeHead(200, pageHeaders(DEMO_POLICY));
    response.end(demo);
    next(false);
  });

  const widget = once(() => loadStaticFile(new URL('widget.js', import.meta.url), SCRIPT));
  server.get('/widget.js', async (request: Request, response: Response) => {
    // Pages that isolate themselves take only what says that it is for all.
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    sendStaticFile(request, response, await widget(), 'public, max-age=300');
  });

  for (const [name, type] of Object.entries(FILES)) {
    const file = once(() => loadStaticFile(new URL(name, import.meta.url), type));
    server.get(`/web-chat/${name}`, async (request: Request, response: Response) => {
      sendStaticFile(request, response, await file(), 'no-cache');
    });
  }

  const bundle = once(() => loadStaticFile(component.file, SCRIPT));
  server.get('/webchat.js', async (request: Request, response: Response) => {
    // The page asks for a version; that address never means another file.
    const versioned = request.url?.endsWith(`?v=${component.version}`) === true;
    sendStaticFile(request, response, await bundle(), versioned ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
}

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
