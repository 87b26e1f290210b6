import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// What Node makes of the sources is kept beside the packages, which whoever may change it could change as well. Where that
// folder cannot be written, as in a container, every start compiles anew. Only what is imported after this is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/faultline', import.meta.url)));
await import('./process.ts');
// At once: a process that is killed keeps nothing.
flushCompileCache();
