/** The key of a person's case in a conversation. */
export function caseKeyOf(conversationId: string, person: string, channel = 'directline'): string {
  return JSON.stringify([channel, conversationId, person]);
}
