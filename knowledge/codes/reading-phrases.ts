import { ofProduct } from './product-words.ts';

/** What the readings of a number are called, and what is said about parts that no list explains. */
export const readingPhrases = {
  code: 'code',
  windowsError: 'Windows error',
  hexWindowsError: 'Windows error, if the digits are hexadecimal',
  stopCode: 'stop code',
  decimalStopCode: 'stop code, as a decimal number',
  jetError: 'database error, if a minus sign belongs before it',
  clientId: 'number of a client dialog (1000 plus the low word of the code)',
  eventId: 'event id',

  result: 'result',
  resultNone: 'No result was passed on; the other part says more.',
  place: 'place in the program',
  placeMeaning: 'Where the program noticed the failure; no list of these places is public.',
  lower: 'error below it',
  lowerNone: 'No error below the result was passed on.',
  lowerUnknown: 'No table has this number; it may be one of the store itself.',
  storeLimit: ofProduct.storeLimit,
  contentEngine: ofProduct.contentEngineNumber,
  contentEngineMeaning: 'It says more about the failed conversion, but no list of these numbers is public.',
  clientMessage: 'message number of the client',
  clientMessageMeaning: ofProduct.clientMessage,
} as const;
