import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { text } from '../article/scalars.ts';
import { readYaml } from '../yaml-file.ts';

const ProductWords = z.strictObject({
  store: text,
  idNumber: text,
  ownNumber: text,
  contentEngine: text,
  contentEngineNumber: text,
  contentEngineSource: text,
  storeLimit: text,
  clientMessage: text,
});

const read = readYaml(
  'codes/product-words.yaml',
  readFileSync(new URL('product-words.yaml', import.meta.url), 'utf8'),
  ProductWords,
);
if (!read.ok) throw new Error(read.problems.join('\n'));

/** What is said about codes that one product prints. */
export const ofProduct = read.value;
