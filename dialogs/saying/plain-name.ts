const TIME = /^\d[\d ./:,+-]{4,30}(?:T[\d:.,+-]{4,24})?(?: ?[AP]\.?M\.?)?(?: ?(?:Z|UTC|GMT))?$/i;

/** A date and time as a stranger wrote it, when it is nothing but that; undefined otherwise. */
export function plainTime(time: string | undefined): string | undefined {
  const plain = time?.trim() ?? '';
  return plain.length <= 60 && TIME.test(plain) ? plain : undefined;
}

/** A stranger's word inside a sentence of ours (a file name, a misspelt source): only harmless characters stay. */
export function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 60);
}
