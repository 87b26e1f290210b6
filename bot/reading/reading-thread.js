import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// In JavaScript, and with the kept code of bot/main.js: a thread has none of what the main one has loaded, and one that was
// stopped for what it read is followed by the next. Without this each of them would load Node's compiler of TypeScript.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/faultline', import.meta.url)));
const { default: work } = await import('./reading-worker.ts');
flushCompileCache();

export default work;
