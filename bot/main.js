import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// The one file that is JavaScript: what Node makes of TypeScript is kept as well, but only of what is imported after this
// line. With a first file in TypeScript, every start would load the compiler for it alone.
//
// It is kept beside the packages, which whoever may change it could change as well. Where that folder cannot be written, as
// in a container, every start compiles anew.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/faultline', import.meta.url)));
await import('./process.ts');
// At once: a process that is killed keeps nothing.
flushCompileCache();
