import type { ScoredIntent } from '../recognizer-result.ts';
export function classifyIntent(_text: string): ScoredIntent | undefined { return undefined; }
