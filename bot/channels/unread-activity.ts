import type { Activity } from 'botbuilder';

/** What is known of an activity before its body was read: nothing. The SDK compares a token with what is there alone. */
export const UNREAD_ACTIVITY: Activity = {
  channelId: '',
  serviceUrl: '',
  type: '',
  text: '',
  label: '',
  valueType: '',
  callerId: '',
  localTimezone: '',
  listenFor: [],
  from: { id: '', name: '' },
  recipient: { id: '', name: '' },
  conversation: { id: '', isGroup: false, conversationType: '', name: '' },
};
