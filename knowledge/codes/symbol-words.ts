/** What stands before the words of a name and says only which header it is from. */
const PREFIX =
  /^(?:JET_(?:err|wrn)|(?:[A-Z][A-Z0-9]{1,8}_)?[ESWX]_(?=[A-Z0-9])|(?:ERROR|STATUS|NERR|RPC|DNS_ERROR|DNS_INFO|LDAP|KDC_ERR|KRB_AP_ERR|KRB_ERR|WSAE?|NTE|DBG|FRS_ERR|OR|EPT_[A-Z]+|PDH)_?)/;

/** Short words that are words. Others without a vowel are abbreviations that only guessing would make words of. */
const SHORT_WORDS = new Set(
  'by my try dll dns dc rpc xml http ftp smb ssl tls tcp ip id db sql vhd usb nt pnp ds dhcp'.split(' '),
);

const isWord = (word: string) =>
  /^\d+$/.test(word) || SHORT_WORDS.has(word) || (/[aeiouy]/.test(word) && word.length > 1);

/**
 * The words that a symbolic name is made of: `ERROR_CLUSTER_NODE_DOWN` says "cluster node down".
 * @returns undefined where a part is an abbreviation, so that nothing is guessed
 */
export function wordsOfSymbol(symbol: string): string | undefined {
  const rest = symbol.replace(PREFIX, '');
  const parts = (/[a-z]/.test(rest) ? rest.replace(/(?<=[a-z])(?=[A-Z])/g, '_') : rest).split('_');
  const words = parts.filter(Boolean).map((part) => part.toLowerCase());
  return words.length > 1 && words.every(isWord) ? words.join(' ') : undefined;
}
