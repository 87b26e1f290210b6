import { writeFileSync } from 'node:fs';
import { formatDocs } from './format-docs.ts';

// `npm run articles:docs`
writeFileSync(new URL('../ARTICLES.md', import.meta.url), formatDocs());
