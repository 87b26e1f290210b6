import { z } from 'zod';
import { text } from '../article/scalars.ts';
import { ownFile } from '../yaml-file.ts';

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

/** What is said about codes that one product prints. */
export const ofProduct = ownFile('codes/product-words.yaml', ProductWords);
