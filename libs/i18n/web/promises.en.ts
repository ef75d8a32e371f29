/** When what was promised is due. */
export const promisesEn = {
  'promises.lead': 'What is promised, and by when. The page can be printed.',
  'promises.months': 'Months',
  'promises.before': 'Earlier months',
  'promises.after': 'Later months',
  'promises.now': 'This month',
  'promises.mine': 'Whose promises',
  'promises.mine.all': 'All that you see',
  'promises.empty': 'Nothing is due in this month.',
  'promises.print': 'Print',
  'promises.late': 'See also what is late already',
  'promises.ical': 'Add to your own calendar',
  'promises.ical.help':
    'You get an address to subscribe to in the calendar of your phone or Outlook. It shows the due days of your posts and nobody’s words. The address is a secret: whoever has it sees the days.',
  'promises.ical.make': 'Make an address',
  'promises.ical.made': 'The address is shown this once. Copy it to your calendar.',
  'promises.ical.address': 'Address of the calendar',
};
