/** Labels in the head of an article of a Knowledge Base, over its generations; in lower case, with what stands behind them. */
export const KB_HEADERS: readonly { name: string; is: 'id' | 'title' | 'product' | 'versions' | 'changed' | 'none' }[] =
  [
    { name: 'document:', is: 'id' },
    { name: 'pss id number:', is: 'id' },
    { name: 'article id:', is: 'id' },
    { name: 'title', is: 'title' },
    { name: 'product', is: 'product' },
    { name: 'prod/ver', is: 'versions' },
    { name: 'version', is: 'versions' },
    { name: 'article last modified', is: 'changed' },
    { name: 'last modified', is: 'changed' },
    { name: 'oper/sys', is: 'none' },
    { name: 'operating system', is: 'none' },
    { name: 'keywords', is: 'none' },
  ];

/** How what is not for readers begins, in lower case. */
export const KB_TAILS: readonly string[] = [
  'additional query words',
  'additional reference words',
  'keywords          :',
  'keywords:',
  'kb category:',
  'kbcategory:',
  'the information provided in the microsoft knowledge base',
  'copyright microsoft',
];
