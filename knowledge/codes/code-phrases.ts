import { ofProduct } from './product-words.ts';

// What is said about a code beyond the sentence of its table.

/** Names of the facilities, bits 16 to 26 of an HRESULT (winerror.h). */
const FACILITIES = new Map([
  [0, 'none'],
  [1, 'RPC'],
  [2, 'Dispatch (Automation)'],
  [3, 'Storage'],
  [4, 'ITF (each interface gives these numbers its own meaning)'],
  [7, 'Win32'],
  [8, 'Windows'],
  [9, 'Security'],
  [10, 'Control'],
  [11, 'Certificates'],
  [12, 'Internet'],
  [13, 'Media'],
  [14, 'Message Queue'],
  [15, 'Setup and servicing'],
  [16, 'Smart card'],
  [17, 'COM+'],
  [19, '.NET'],
  [25, 'HTTP'],
  [31, 'Filter manager'],
  [32, 'Background transfer (BITS)'],
  [36, 'Windows Update'],
  [38, 'Graphics'],
  [48, 'Performance logs'],
  [49, 'BitLocker'],
  [53, 'Web services'],
]);

export const codePhrases = {
  facility: (number: number) => FACILITIES.get(number) ?? `${number} (no name known)`,
  facilityOfNumber: 'none (a plain Windows number)',
  facilityOfJet: 'none (the database engine counts its errors as negative numbers)',
  facilityOfNtId: ofProduct.idNumber,
  facilityOfStatus: (number: number) => (number === 0 ? 'none (NT status)' : `${number} (NT status)`),
  facilityOwn: "none (a program's own number)",
  severity: ['success', 'information', 'warning', 'error'],

  wrapped: (number: number, meaning: string) => `Windows error ${number}: ${meaning}`,
  ownNumber: (number: number, meaning: string) => `${ofProduct.ownNumber} ${number}: ${meaning}`,
  wrappedUnknown: (number: number) => `It wraps the Windows error ${number}, and I do not know that number.`,
  alsoMeans: (family: string, name: string | undefined, meaning: string) =>
    `The same number is also in use${name ? ` as ${name}` : ''} (${family}): ${meaning}`,
  fromName: (words: string) => `Its name says: ${words}.`,
  nameOnly: 'Only its name is known here.',
  facilityOfStop: 'none (a stop code of Windows)',
  facilityOfNumbers: (family: string) => `none (${family})`,
  unknownStop: 'No list that I have knows this stop code.',
  contentEngine: ofProduct.contentEngine,
  contentEngineSource: ofProduct.contentEngineSource,
  unknownItf:
    'I do not know this code. It is of facility ITF, where each interface gives the numbers its own meaning. Only the program that printed it can say more.',
  unknownJet: (number: number) =>
    `I do not know this code. It has the form of the database engine's errors and would be the number ${number} there.`,
  unknownNumber: (number: number) => `I do not know this code. As a plain number it is ${number}.`,
  unknownStatus: (number: number) =>
    `I do not know this code. If it is an event id with its severity bits, it is event ${number}.`,
  unknown: 'I do not know this code. Its parts say which kind of failure it is, but not which one.',
  notACode: 'This is not a whole number of 32 bits, so it is not a code.',
} as const;
