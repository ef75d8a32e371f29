/** What calendars say that other programs show. */
export const calendarFi = {
  'calendar.name.post': 'Kierto: tehtävän {{of}} määräpäivät',
  'calendar.name.unit': 'Kierto: yksikön {{of}} määräpäivät',
  'calendar.name.group': 'Kierto: ryhmän {{of}} määräpäivät',
  'calendar.name.account': 'Kierto: omien tehtävieni määräpäivät',
  'calendar.due': 'Määräpäivä: {{what}}',
  'calendar.overdue': 'Myöhässä: {{what}}',
  'calendar.turn': 'Vuorossa: {{whose}}',
  'calendar.more_one': 'ja {{count}} muu',
  'calendar.more_other': 'ja {{count}} muuta',
} as const;
