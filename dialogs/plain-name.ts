/** A stranger's word inside a sentence of ours (a file name, a misspelt source): only harmless characters stay. */
export function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 60);
}
