export const security = {
  'confirm.title': 'Is it you?',
  'confirm.text': 'Before a change like this, enter your password once more.',
  'confirm.submit': 'Confirm',
  'password.title': 'Password',
  'password.changeText': 'Changing it signs you out everywhere else.',
  'password.setText': 'You sign in without a password so far. With one you have another way in.',
  'password.current': 'Current password',
  'password.new': 'New password',
  'password.change': 'Change password',
  'password.set': 'Set password',
  'password.changed': 'Your password is changed. You were signed out everywhere else.',
} as const
