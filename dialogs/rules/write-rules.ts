import { writeFileSync } from 'node:fs';
import { printRules } from './print-rules.ts';
import { RULES } from './rules.ts';

// `npm run rules`: writes the table down as it is decided by.
writeFileSync(new URL('RULES.md', import.meta.url), printRules(RULES));
