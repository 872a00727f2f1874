export const trust = {
  'trust.verified': 'Verified',
  'trust.changedMark': 'Keys changed',
  'trust.unconfirmed': 'Device not confirmed',
  'trust.safetyNumber': 'Safety number',
  'trust.title': 'Safety number with {name}',
  'trust.text':
    'Compare it with {name}, side by side or in a call in which you know their voice. The same digits on both screens: nobody sits between you.',
  'trust.verifiedText': 'You compared this number with {name}. If it ever changes, you are told.',
  'trust.verify': 'Mark as verified',
  'trust.clear': 'Take the mark away',
  'trust.accept': 'Go on without comparing',
  'trust.none': 'There is no number yet. {name} has no keys, or this device has none.',
  'trust.failed': 'The number could not be made',
  'trust.changedTitle': 'The keys of {name} changed',
  'trust.changedText':
    'They may have begun afresh, or somebody pretends to be them. Nothing is sealed to them until you compare safety numbers or go on without.',
  'trust.compare': 'Compare safety numbers',
  'trust.contradictedTitle': 'The server shows another list of devices for {name} than before',
  'trust.contradictedText': 'Nothing you write or record is sealed to them while it does.',
} as const
